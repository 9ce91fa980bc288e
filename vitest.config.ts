import { defineConfig } from 'vitest/config'
import { contractRoutes } from './desk/contractRoutes.ts'
import { LongestFirst } from './test/longestFirst.ts'

/** Milliseconds: long, for a machine that also does other work. What a test says of time it measures itself. */
const patience = { testTimeout: 60_000, hookTimeout: 120_000, expect: { poll: { timeout: 30_000 } } }
const testsIn = (...folders: string[]) => folders.flatMap((folder) => [`${folder}/**/*.test.ts`, `${folder}/**/*.test.tsx`])

export default defineConfig({
  test: {
    globalSetup: ['test/server.ts'],
    // One more than the cores of a small machine: much of the time is spent waiting for databases and servers.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        // The code is loaded once for all files of a worker: each has a database of its own, and what the server keeps it keeps by database.
        test: {
          name: 'server',
          include: [...testsIn('shared', 'server'), 'test/*.test.ts'],
          isolate: false,
          restoreMocks: true,
          ...patience,
        },
      },
      {
        // Those whose modules keep to the window they were loaded in, and those that start programs.
        plugins: [contractRoutes()],
        test: { name: 'screens and faults', include: testsIn('desk', 'hub', 'trial', 'bench', 'test/faults'), ...patience },
      },
    ],
  },
})
