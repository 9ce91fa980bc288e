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
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
})
