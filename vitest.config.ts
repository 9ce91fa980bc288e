import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { contractRoutes } from './desk/contractRoutes.ts'
import { LongestFirst } from './test/longestFirst.ts'

/** Milliseconds: long, for a machine that also does other work. What a test says of time it measures itself. */
const patience = { testTimeout: 60_000, hookTimeout: 120_000, expect: { poll: { timeout: 30_000 } } }
const testsIn = (...folders: string[]) => folders.flatMap((folder) => [`${folder}/**/*.test.ts`, `${folder}/**/*.test.tsx`])

/** Of the screens, those that need a window, which they ask for in their first line, and those that only reckon. */
const screens = globSync(testsIn('desk', 'hub', 'trial', 'bench'), { cwd: import.meta.dirname })
const needsWindow = (path: string) => readFileSync(join(import.meta.dirname, path), 'utf8').startsWith('// @vitest-environment')

export default defineConfig({
  test: {
    globalSetup: ['test/server.ts'],
    // Twice the cores of a small machine: much of the time is spent waiting for databases, servers and clocks.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        // The code is loaded once for all files of a worker: each has a database of its own, and what the server keeps it keeps by database.
        plugins: [contractRoutes()],
        test: {
          name: 'server',
          include: [...testsIn('shared', 'server'), 'test/*.test.ts', ...screens.filter((path) => !needsWindow(path))],
          isolate: false,
          restoreMocks: true,
          ...patience,
        },
      },
      {
        // Those whose modules keep to the window they were loaded in, and those that start programs.
        plugins: [contractRoutes()],
        test: { name: 'screens and faults', include: [...screens.filter(needsWindow), ...testsIn('test/faults')], ...patience },
      },
    ],
  },
})
