import { defineConfig } from 'vitest/config'
import { contractRoutes } from './desk/contractRoutes.ts'

export default defineConfig({
  plugins: [contractRoutes()],
  test: {
    include: ['shared', 'server', 'desk', 'hub', 'trial', 'test', 'bench'].flatMap((folder) => [
      `${folder}/**/*.test.ts`,
      `${folder}/**/*.test.tsx`,
    ]),
    exclude: ['test/stories/**', 'node_modules/**'],
    globalSetup: ['test/server.ts'],
    // Both cores of a small machine: much of the time is spent waiting for servers that the tests start.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
})
