import { defineConfig } from 'vitest/config'
import { LongestFirst } from '../longestFirst.ts'

/** The whole product in a real browser: twice as many stories at a time as a small machine has cores, since each waits now and then. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/stories/**/*.test.ts'],
    globalSetup: ['test/stories/setup.ts'],
    testTimeout: 180_000,
    hookTimeout: 240_000,
    // As long as the browser is asked to wait for what it should show (open.ts).
    expect: { poll: { timeout: 30_000 } },
    maxWorkers: 4,
    // What drives the browser is loaded once for all stories of a worker: each has a server and windows of its own.
    isolate: false,
    sequence: { sequencer: LongestFirst },
  },
})
