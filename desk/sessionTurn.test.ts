import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { fetchSignedIn, turnSession } from './sessionTurn.ts'

let isKnown: boolean
let asked: string[]
const server = createServer(async (request, response) => {
  asked.push(await text(request))
  response.writeHead(isKnown ? 200 : 401).end()
})
let url: string
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())
beforeEach(() => {
  isKnown = false
  asked = []
})
const change = () => fetchSignedIn(new Request(url, { method: 'POST', body: 'a change' }), {})

test('what is refused while the session is being replaced waits for the new one, and is asked again whole', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const turn = turnSession(() => promise)
  const answer = change()
  await expect.poll(() => asked).toEqual(['a change'])
  isKnown = true
  resolve()
  await turn
  expect((await answer).status).toBe(200)
  expect(asked).toEqual(['a change', 'a change'])
})

test('a replacement that failed holds nothing up', async () => {
  const turn = turnSession(() => Promise.reject(new Error('no connection')))
  await expect(turn).rejects.toThrow('no connection')
  expect((await change()).status).toBe(401)
})

test('whoever is signed out is asked about twice, and what is answered goes through once', async () => {
  expect((await change()).status).toBe(401)
  expect(asked).toHaveLength(2)
  isKnown = true
  expect((await change()).status).toBe(200)
  expect(asked).toHaveLength(3)
})
