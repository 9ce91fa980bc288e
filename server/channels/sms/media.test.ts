import { expect, test, vi } from 'vitest'
import type { Connected } from '../connected.ts'
import { startFakeTwilio } from './fake.ts'
import { fetchMedia, mostBytes } from './media.ts'

const twilio = await startFakeTwilio()
const settings: Record<string, string> = { apiUrl: twilio.url, accountSid: twilio.account.sid }
const connection: Connected = {
  id: '019f0000-0000-7000-8000-000000000001',
  channel: 'sms',
  address: '+46701234567',
  name: 'Texts',
  isEnabled: true,
  text: (key) => settings[key] ?? '',
  isOn: () => false,
  keywords: [],
  secret: () => twilio.account.token,
  secretsOf: () => [twilio.account.token],
}

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const keep = (bytes: Uint8Array, type = 'image/png', more = {}) => twilio.keepMedia({ bytes, type, ...more })
async function take(url: string) {
  const { bytes, ...file } = await fetchMedia(connection, { url, name: 'MM1-1' })
  return { ...file, bytes: Buffer.concat(await Array.fromAsync(bytes as AsyncIterable<Uint8Array>)) }
}

test('a picture is fetched with the account’s password, which the store behind the redirect is not told', async () => {
  expect(await take(keep(png))).toEqual({ mimeType: 'image/png', name: 'MM1-1.png', bytes: png })
  const [api, store] = twilio.requests.slice(-2)
  expect(api?.headers.authorization).toMatch(/^Basic /)
  expect(store?.headers.authorization).toBeUndefined()
})

test('what is not there yet in the first seconds is asked for again', async () => {
  const url = keep(png, 'image/png', { early: 2 })
  await expect(take(url)).rejects.toThrow('404')
  await expect(take(url)).rejects.toThrow('404')
  expect((await take(url)).mimeType).toBe('image/png')
})

test('a lying type is not believed: the bytes say what it is, and what is no picture is a file to be saved', async () => {
  expect(await take(keep(png, 'image/jpeg'))).toMatchObject({ mimeType: 'image/png', name: 'MM1-1.png' })
  for (const [text, type] of [
    ['<html><script>alert(1)</script>', 'image/png'],
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml'],
    ['  <!doctype html><p>', 'text/plain'],
    ['MZ and a program', 'image/gif'],
    ['', 'image/png'],
  ] as const)
    expect(await take(keep(Buffer.from(text), type))).toMatchObject({ mimeType: 'application/octet-stream', name: 'MM1-1.bin' })
  expect(await take(keep(Buffer.from('BEGIN:VCARD'), 'text/vcard'))).toMatchObject({ mimeType: 'text/vcard', name: 'MM1-1.vcf' })
})

test('a file over the limit is refused for good, whether its size is said or not', async () => {
  await expect(take(keep(Buffer.alloc(mostBytes + 1)))).rejects.toThrow('larger than 25 MB')
  expect((await take(keep(Buffer.concat([png, Buffer.alloc(mostBytes - png.length)])))).bytes.length).toBe(mostBytes)
})

test('nothing but Twilio’s own hosts is asked, neither named in the form nor by a redirect', async () => {
  const asked = vi.spyOn(globalThis, 'fetch')
  for (const url of [
    'http://169.254.169.254/latest/meta-data',
    'http://localhost:5432/',
    'https://api.twilio.com.evil.example/x',
    'https://api.twilio.com:8443/x',
    'http://api.twilio.com/2010-04-01/x',
    'https://user@evil.example/api.twilio.com',
    'file:///etc/passwd',
    'not an address',
  ])
    await expect(take(url), url).rejects.toThrow('not at Twilio’s')
  expect(asked).not.toHaveBeenCalled()
  await expect(take(keep(png, 'image/png', { redirectsTo: 'http://127.0.0.1:1/inside' }))).rejects.toThrow('not at Twilio’s')
  expect(asked).toHaveBeenCalledTimes(1)
  asked.mockRestore()
  await expect(take(keep(png, 'image/png', { redirectsTo: `${twilio.url}/2010-04-01/loop` }))).rejects.toThrow('404')
  await twilio.close()
})
