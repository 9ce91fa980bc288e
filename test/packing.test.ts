/** What is answered is packed for whoever can unpack it, and the same for whoever cannot. */
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from './app.ts'

let opened: TestApp
let cookie = ''
beforeAll(async () => {
  opened = await openTestApp()
  cookie = (await opened.signIn('Maja', 'owner')).cookie
})
afterAll(() => opened.close())

const get = (url: string, headers: Record<string, string> = {}) => opened.app.inject({ url, headers: { cookie, ...headers } })

test.each([
  ['gzip', gunzipSync],
  ['br', brotliDecompressSync],
  ['zstd', zstdDecompressSync],
])('an answer of the API goes out as %s to whoever takes that, with the same words and a length', async (encoding, unpack) => {
  const url = '/api/v1/conditions'
  const plain = await get(url)
  expect(plain.headers['content-encoding']).toBeUndefined()
  const packed = await get(url, { 'accept-encoding': encoding })
  expect(packed.statusCode).toBe(200)
  expect(packed.headers).toMatchObject({
    'content-encoding': encoding,
    'content-length': String(packed.rawPayload.length),
    vary: 'accept-encoding',
  })
  expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 3)
  expect(unpack(packed.rawPayload).toString()).toBe(plain.payload)
})

test('what is small is not packed', async () => {
  const { headers } = await get('/health/live', { 'accept-encoding': 'gzip' })
  expect(headers['content-encoding']).toBeUndefined()
})

test('pages are packed, too, and the handbook', async () => {
  const { statusCode, headers, rawPayload } = await get('/docs/email.md', { 'accept-encoding': 'gzip' })
  expect([statusCode, headers['content-encoding']]).toEqual([200, 'gzip'])
  expect(gunzipSync(rawPayload).toString()).toContain('# ')
})
