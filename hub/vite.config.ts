/** Builds the hub into hub/dist: its page under /hub/, and the loader, one classic script, as /hub.js. */
import { join } from 'node:path'
import { build, defineConfig, type Plugin } from 'vite'

const here = import.meta.dirname

/** The loader has a build of its own: nothing of the page may end up in it, and it must not be a module. */
function loader(): Plugin {
  return {
    name: 'hub-loader',
    async closeBundle() {
      await build({
        configFile: false,
        root: here,
        logLevel: 'warn',
        build: {
          outDir: join(here, 'dist'),
          emptyOutDir: false,
          target: 'es2022',
          lib: { entry: join(here, 'loader.ts'), formats: ['iife'], name: 'warmlineLoader', fileName: () => 'hub.js' },
        },
      })
    },
  }
}

export default defineConfig({
  root: here,
  base: '/hub/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [loader()],
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', modulePreload: { polyfill: false } },
})
