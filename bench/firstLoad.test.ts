import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { buildPages } from '../server/platform/pages.ts'
import { firstLoad, gzipOf } from './firstLoad.ts'

beforeAll(() => buildPages(), 120_000)

test('the first load of the desk is at most 300 kB', async () => {
  expect((await firstLoad('desk/dist')).together).toBeLessThanOrEqual(300_000)
})

test('the hub’s loader is at most 3 kB, and its chat at most 40 kB', async () => {
  expect(await gzipOf('hub/dist/hub.js')).toBeLessThanOrEqual(3_000)
  // With the words of one language, which the page fetches besides.
  const languages = readdirSync(join(import.meta.dirname, '../hub/dist/assets')).filter((name) => /^[a-z]{2}-.*\.js$/.test(name))
  expect(languages).toHaveLength(4)
  const words = await Promise.all(languages.map((name) => gzipOf(`hub/dist/assets/${name}`)))
  expect((await firstLoad('hub/dist')).together + Math.max(...words)).toBeLessThanOrEqual(40_000)
})

test('the schema library stays out of the desk', () => {
  const assets = join(import.meta.dirname, '../desk/dist/assets')
  const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'))
  expect(scripts.filter((name) => readFileSync(join(assets, name), 'utf8').includes('ZodError'))).toEqual([])
})
