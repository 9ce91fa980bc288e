import { defineConfig } from 'vitest/config'

/** The whole product in a real browser: two stories side by side, since much of a story is waiting. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/stories/**/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 240_000,
    // As long as the browser is asked to wait for what it should show (open.ts).
    expect: { poll: { timeout: 30_000 } },
    maxWorkers: 2,
  },
})
