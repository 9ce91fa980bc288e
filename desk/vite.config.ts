/** Builds the desk into desk/dist; the server serves it under /desk/. */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { contractRoutes } from './contractRoutes.ts'

export default defineConfig({
  root: import.meta.dirname,
  base: '/desk/',
  plugins: [react(), contractRoutes()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    chunkSizeWarningLimit: 1200,
    // What the first page needs is one file and not fifty: fewer requests, and better compressed.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'desk', tags: ['$initial'] }] } } },
  },
  server: {
    proxy: { '/api': 'http://127.0.0.1:3000', '/files': 'http://127.0.0.1:3000', '/live': { target: 'ws://127.0.0.1:3000', ws: true } },
  },
})
