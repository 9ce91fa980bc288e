import { defineConfig } from 'vitest/config'
import { LongestFirst } from '../longestFirst.ts'

/** The whole product in a real browser: three stories side by side, since much of a story is waiting. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/stories/**/*.test.ts'],
    globalSetup: ['test/stories/setup.ts'],
    testTimeout: 180_000,
    hookTimeout: 240_000,
    // As long as the browser is asked to wait for what it should show (open.ts).
    expect: { poll: { timeout: 30_000 } },
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
  },
})
