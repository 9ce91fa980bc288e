import { randomUUID } from 'node:crypto'
import { createConnection, createServer, type Socket as TcpSocket } from 'node:net'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase } from '../database.ts'
import { type RunningWarmline, startWarmline } from '../running.ts'
import { mailText, openDesk, owner, sendRaw, signInShopper, writeChat } from './outsiders.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
let warmline: RunningWarmline
let desk: Awaited<ReturnType<typeof openDesk>>
const sockets: Socket[] = []
beforeAll(async () => {
  database = await openTestDatabase()
  warmline = await startWarmline({ DATABASE_URL: database.url, DEMO: 'off', ...owner })
  desk = await openDesk(warmline.url)
}, 60_000)
afterAll(async () => {
  for (const socket of sockets) socket.close()
  await warmline?.stop()
  await database?.close()
})

function connect(
  namespace: 'agent' | 'shopper',
  options: { base?: string; headers?: Record<string, string>; token?: string } = {},
): Socket {
  const socket = io(`${options.base ?? warmline.url}/${namespace}`, {
    path: '/live',
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelay: 50,
    reconnectionDelayMax: 100,
    extraHeaders: options.headers,
    auth: { token: options.token },
  })
  sockets.push(socket)
  return socket
}
const answerTo = (socket: Socket) =>
  new Promise<string>((resolve) => {
    if (socket.connected) resolve('welcome')
    socket.once('connect', () => resolve('welcome'))
    socket.once('connect_error', ({ message }) => resolve(message))
  })
async function write(token: string, text: string): Promise<string> {
  const answer = await writeChat(warmline.url, token, { id: randomUUID(), text })
  expect(answer.status).toBe(201)
  return ((await answer.json()) as { chatId: string }).chatId
}

test('an agent’s socket needs a session of ours and a page of ours', async () => {
  const { cookie } = desk
  expect(await answerTo(connect('agent', { headers: { cookie } }))).toBe('welcome')
  expect(await answerTo(connect('agent', { headers: { cookie, origin: warmline.url } }))).toBe('welcome')
  expect(await answerTo(connect('agent'))).toBe('sign in first')
  expect(await answerTo(connect('agent', { headers: { cookie: `${cookie.slice(0, -4)}AAAA` } }))).toBe('sign in first')
  for (const origin of ['https://evil.example', 'null', 'nonsense', `${warmline.url}.evil.example`])
    expect(await answerTo(connect('agent', { headers: { cookie, origin } })), origin).toBe('wrong origin')
  expect(await answerTo(connect('shopper', { token: 'whs_forged' }))).toBe('sign in first')
  expect(await answerTo(connect('shopper', { headers: { cookie } }))).toBe('sign in first')
})

test('whatever a socket says, the server lives', async () => {
  const socket = connect('shopper', { token: await signInShopper(warmline) })
  const agent = connect('agent', { headers: { cookie: desk.cookie } })
  expect(await answerTo(socket)).toBe('welcome')
  expect(await answerTo(agent)).toBe('welcome')
  const noTexts = [{ toString: 1, valueOf: 1 }, [[]], null, 7, '../../x', 'x'.repeat(5000)]
  for (const one of [socket, agent])
    for (const said of noTexts) for (const event of ['watch', 'unwatch', 'typing', 'nothing of ours']) one.emit(event, said, said)
  const later = connect('shopper', { token: await signInShopper(warmline) })
  expect(await answerTo(later)).toBe('welcome')
  expect((await fetch(`${warmline.url}/health/live`)).status).toBe(200)
})

test('a shopper’s socket never hears of another’s chat, also when it names its id', async () => {
  const [mine, other] = [await signInShopper(warmline, 'Mia'), await signInShopper(warmline, 'Olle')]
  const [myChat, otherChat] = [await write(mine, 'Mine'), await write(other, 'Not mine')]
  const heard: unknown[] = []
  const socket = connect('shopper', { token: mine })
  socket.on('changed', (topics) => heard.push(...topics))
  socket.on('typing', (typing) => heard.push(typing.ticketId))
  expect(await answerTo(socket)).toBe('welcome')
  for (const topic of [otherChat, 'tickets', `ticket:${otherChat}`, myChat]) socket.emit('watch', topic)
  await expect
    .poll(async () => {
      await write(mine, 'Mine again')
      return heard.length
    })
    .toBeGreaterThan(0)

  const agent = connect('agent', { headers: { cookie: desk.cookie } })
  expect(await answerTo(agent)).toBe('welcome')
  agent.emit('typing', otherChat, true)
  socket.emit('typing', otherChat, true)
  await write(other, 'Still not mine')
  // What is told after it has come: so what was told before it would have, too.
  const before = heard.length
  await write(mine, 'And mine')
  await expect.poll(() => heard.length).toBeGreaterThan(before)
  expect(new Set(heard)).toEqual(new Set([`ticket:${myChat}`]))
})

test('after its line was cut for a while, a desk that asks again sees what a fresh one sees, and hears of what comes', async () => {
  const line = await openLine(new URL(warmline.url))
  const socket = connect('agent', { base: `http://127.0.0.1:${line.port}`, headers: { cookie: desk.cookie } })
  let hints = 0
  let connections = 0
  socket.on('changed', () => hints++)
  socket.on('connect', () => {
    connections++
    socket.emit('watch', 'tickets')
  })
  await expect.poll(() => connections).toBe(1)
  line.cut()
  await expect.poll(() => socket.connected).toBe(false)
  await sendRaw(warmline.mailPort, mailText('while-cut@customer.example', { subject: 'While the line was cut' }))
  const list = () => desk.get<{ tickets: { subject: string; sentiment: object | null }[] }>('/tickets')
  await expect
    .poll(async () => (await list()).tickets[0])
    .toMatchObject({ subject: 'While the line was cut', sentiment: expect.anything() })

  line.mend()
  await expect.poll(() => connections).toBe(2)
  // The desk's own cookie and a new one, by the line that was cut and directly: the same tickets.
  const byLine = (await (
    await fetch(`http://127.0.0.1:${line.port}/api/v1/tickets`, { headers: { cookie: desk.cookie } })
  ).json()) as object
  expect(byLine).toEqual(await (await openDesk(warmline.url)).get('/tickets'))
  const before = hints
  await sendRaw(warmline.mailPort, mailText('after-cut@customer.example'))
  await expect.poll(() => hints).toBeGreaterThan(before)
  socket.close()
  await line.close()
})

/** A line to the server that can be cut and mended. */
async function openLine(to: URL) {
  const ends = new Set<TcpSocket>()
  let isCut = false
  const server = createServer((near) => {
    if (isCut) return near.destroy()
    const far = createConnection(Number(to.port), to.hostname)
    for (const [one, another] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(one)
      one.pipe(another)
      one.on('error', () => another.destroy())
      one.on('close', () => {
        ends.delete(one)
        another.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const cut = () => {
    isCut = true
    for (const end of ends) end.destroy()
  }
  return {
    port: address && typeof address === 'object' ? address.port : 0,
    cut,
    mend: () => {
      isCut = false
    },
    close: () =>
      new Promise<void>((resolve) => {
        cut()
        server.close(() => resolve())
      }),
  }
}
