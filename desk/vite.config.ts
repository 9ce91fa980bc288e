/** Builds the desk into desk/dist; the server serves it under /desk/. */
import { minifyContractRouter } from '@orpc/contract'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { contract } from '../shared/contract.ts'

/** The browser needs only the contract's methods and paths, so the schemas (and zod with them) stay at home. */
function contractRoutes(): Plugin {
  const name = 'virtual:contract-routes'
  return {
    name,
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load: (id) => (id === `\0${name}` ? `export default ${JSON.stringify(minifyContractRouter(contract))}` : undefined),
  }
}

export default defineConfig({
  root: import.meta.dirname,
  base: '/desk/',
  plugins: [react(), contractRoutes()],
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 900 },
  server: {
    proxy: { '/api': 'http://127.0.0.1:3000', '/live': { target: 'ws://127.0.0.1:3000', ws: true } },
  },
})
