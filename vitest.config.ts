import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['shared', 'server', 'desk', 'hub', 'test', 'bench'].flatMap((folder) => [
      `${folder}/**/*.test.ts`,
      `${folder}/**/*.test.tsx`,
    ]),
    exclude: ['test/stories/**', 'node_modules/**'],
    globalSetup: ['test/server.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
})
