/** Builds the trial's pages into trial/dist; the server serves them while it is a demo. */
import { join } from 'node:path'
import { defineConfig } from 'vite'

const here = import.meta.dirname

export default defineConfig({
  root: here,
  base: '/trial-assets/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    rolldownOptions: { input: [join(here, 'index.html'), join(here, 'shop/index.html'), join(here, 'devices/index.html')] },
  },
})
