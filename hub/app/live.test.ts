import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, createConnection, createServer as createTcpServer, type Server as TcpServer } from 'node:net'
import { io } from 'socket.io-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openLive as openServer, type Live as ServerLive } from '../../server/platform/live.ts'
import { type Live, openLive } from './live.ts'

/** Milliseconds: longer than a busy machine keeps this program from hearing what has been said to it. */
const mostSilence = 1500
const chats: Record<string, string> = { ana: randomUUID(), eve: randomUUID() }
let http: Server
let server: ServerLive
/** A line between hub and server that can be cut without either hearing of it. */
let line: TcpServer
let address: string
let isSilent: boolean
let connections: number
/** What happens while the server asks whose a chat is. */
let asking: (chatId: string) => Promise<void>
const open: Live[] = []

const listen = (one: Server | TcpServer) =>
  new Promise<number>((resolve) => one.listen(0, '127.0.0.1', () => resolve((one.address() as AddressInfo).port)))

beforeEach(async () => {
  http = createServer()
  const gates = {
    agent: async () => ({ agentId: randomUUID(), name: 'Maja' }),
    shopper: async (token: string | undefined) => (token ? { customerId: token, name: token } : undefined),
    shoppersSeen: async () => undefined,
    async ownsChat(customerId: string, chatId: string) {
      await asking(chatId)
      return chats[customerId] === chatId
    },
  }
  server = openServer(http, gates, 40)
  const port = await listen(http)
  connections = 0
  isSilent = false
  asking = async () => undefined
  line = createTcpServer((near) => {
    const number = connections++
    const far = createConnection(port, '127.0.0.1')
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('error', () => undefined)
      from.on('data', (bytes) => {
        if (!(isSilent && number === 0)) to.write(bytes)
      })
      from.on('close', () => to.destroy())
    }
  })
  address = `http://127.0.0.1:${await listen(line)}`
})
afterEach(async () => {
  for (const one of open.splice(0)) one.close()
  await server.close()
  line.close()
  http.closeAllConnections()
  http.close()
})

/** A hub of this shopper, and all that it heard. */
function hubOf(shopper: string) {
  const heard: string[] = []
  const live = openLive(
    shopper,
    {
      changed: () => heard.push('changed'),
      typing: (chatId) => heard.push(`typing ${chatId}`),
      connected: (is) => heard.push(is ? 'connected' : 'lost'),
    },
    { address, mostSilence },
  )
  open.push(live)
  return { live, heard }
}

test('a connection that went silent without an end, as in sleep, is noticed and opened anew', async () => {
  const { live, heard } = hubOf('ana')
  await expect.poll(() => live.isConnected()).toBe(true)
  isSilent = true
  await expect.poll(() => heard).toEqual(['connected', 'changed', 'lost', 'connected', 'changed'])
  expect(connections).toBe(2)
})

test('one that is heard again and again is left alone', async () => {
  const { live, heard } = hubOf('ana')
  live.watch(chats.ana ?? '')
  const tell = () => {
    server.tell([`ticket:${chats.ana}`])
    return heard.length
  }
  // Longer than the longest silence goes by meanwhile.
  const begun = Date.now()
  await expect.poll(() => tell() > 30 && Date.now() - begun > 1.2 * mostSilence, { interval: 25 }).toBe(true)
  expect(connections).toBe(1)
})

test('another shopper has another connection, and neither hears of nor gets into the chat of the one before', async () => {
  const ana = hubOf('ana')
  ana.live.watch(chats.ana ?? '')
  await expect.poll(() => ana.heard).toEqual(['connected', 'changed'])
  ana.live.close()
  await expect.poll(() => server.connections().shoppers).toBe(0)
  const eve = hubOf('eve')
  eve.live.watch(chats.ana ?? '')
  await expect.poll(() => eve.live.isConnected()).toBe(true)
  expect(connections).toBe(2)
  // Her own chat is asked for after the other's: once it is heard of, the other would have been.
  eve.live.watch(chats.eve ?? '')
  const desk = io(`${address}/agent`, { path: '/live', transports: ['websocket'], forceNew: true })
  const write = () => {
    for (const chat of [chats.ana, chats.eve]) desk.emit('typing', chat, true)
    return eve.heard
  }
  await expect.poll(write).toContain(`typing ${chats.eve}`)
  desk.close()
  expect(eve.heard).not.toContain(`typing ${chats.ana}`)
  expect(ana.heard.filter((one) => one !== 'lost')).toEqual(['connected', 'changed'])
})

test('what changes before a chat is watched is heard of once it is', async () => {
  const seen: string[] = []
  const { live, heard } = hubOf('ana')
  await expect.poll(() => heard).toEqual(['connected', 'changed'])
  asking = async () => {
    // Too early for a hint.
    server.tell([`ticket:${chats.ana}`])
    seen.push(...heard)
  }
  live.watch(chats.ana ?? '')
  await expect.poll(() => heard).toEqual(['connected', 'changed', 'changed'])
  expect(seen).toEqual(['connected', 'changed'])
})

test('while nobody can say whose a chat is, the hub comes back until it is watched', async () => {
  let failures = 0
  asking = async () => {
    if (++failures === 1) throw new Error('the database is away')
  }
  const { live, heard } = hubOf('ana')
  live.watch(chats.ana ?? '')
  await expect.poll(() => heard).toEqual(['connected', 'lost', 'connected', 'changed'])
  server.tell([`ticket:${chats.ana}`])
  await expect.poll(() => heard.length).toBe(5)
})

test('whoever loses the connection comes back at a moment of their own, within the time that the server wished for', async () => {
  const { live } = hubOf('ana')
  await expect.poll(() => live.spread()).toBeGreaterThan(0)
  // One connection of five hundred a second.
  expect(live.spread()).toBe(2)
})
