import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openOutbox, type Pending } from './outbox.ts'

interface Sent {
  id: string
  text: string
  chatId: string | null
}
let server: Server
let taken: Sent[]
/** What the server answers to each message, in order; beyond the list: 201. */
let answers: { status: number; body?: object; cut?: boolean }[]

/** What a browser keeps; Node has no such thing. */
let kept: Map<string, string>

beforeEach(async () => {
  kept = new Map()
  const localStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
  vi.stubGlobal('window', { localStorage })
  taken = []
  answers = []
  server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const message = JSON.parse(text) as Sent
    const answer = answers.shift() ?? { status: 201 }
    // The worst case: the server has taken it, and the shopper never learns so.
    if (answer.status === 201) taken.push(message)
    if (answer.cut) return request.socket.destroy()
    response.writeHead(answer.status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer.body ?? { chatId: 'chat', message: { id: message.id, text: message.text } }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const real = globalThis.fetch
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => real(`${address}${path}`, init))
})
afterEach(() => {
  vi.unstubAllGlobals()
  server.closeAllConnections()
  server.close()
})

function open(shopperId = 'ana') {
  const placed: string[] = []
  const refusals: number[] = []
  const outbox = openOutbox(shopperId, {
    token: () => 'whs_token',
    changed: () => undefined,
    upload: async () => undefined,
    lost: () => undefined,
    gone: () => undefined,
    elsewhere: () => undefined,
    sent: (_, message) => placed.push(message.text),
    held: (refusal) => refusals.push(refusal.status),
  })
  return { outbox, placed, refusals }
}
const texts = (pending: Pending[]) => pending.map(({ text }) => text)

test('messages go out in the order they were written, each once', async () => {
  const { outbox, placed } = open()
  outbox.add('one', null)
  outbox.add('two', 'chat')
  outbox.add('three', 'chat')
  await vi.waitFor(() => expect(placed).toEqual(['one', 'two', 'three']))
  expect(outbox.all()).toEqual([])
  expect(kept.size).toBe(0)
})

test('a message whose answer was lost is sent again under the same id', async () => {
  answers = [{ status: 201, cut: true }]
  const { outbox, placed, refusals } = open()
  outbox.add('hello?', null)
  await vi.waitFor(() => expect(refusals).toEqual([0]))
  expect(texts(outbox.all())).toEqual(['hello?'])
  await outbox.flush()
  expect(placed).toEqual(['hello?'])
  expect(taken).toHaveLength(2)
  expect(new Set(taken.map(({ id }) => id)).size).toBe(1)
  outbox.close()
})

test('what was written without a connection is still there after a reload, and for its shopper only', async () => {
  answers = [{ status: 503 }]
  const before = open()
  before.outbox.add('written in a tunnel', null)
  await vi.waitFor(() => expect(before.refusals).toEqual([503]))
  before.outbox.close()

  const other = open('bram')
  await other.outbox.flush()
  expect(other.placed).toEqual([])
  const after = open()
  expect(texts(after.outbox.all())).toEqual(['written in a tunnel'])
  await after.outbox.flush()
  expect(after.placed).toEqual(['written in a tunnel'])
})

test('where the browser keeps nothing, what waits is still there when its shopper is signed in anew', async () => {
  vi.stubGlobal('window', {
    get localStorage() {
      throw new Error('refused')
    },
  })
  answers = [{ status: 401, body: { message: 'Sign in.' } }]
  const { outbox, refusals } = open()
  outbox.add('written as the session ended', null)
  await vi.waitFor(() => expect(refusals).toEqual([401]))
  outbox.close()
  expect(open('eve').outbox.all()).toEqual([])
  const after = open()
  expect(texts(after.outbox.all())).toEqual(['written as the session ended'])
  await after.outbox.flush()
  expect(after.placed).toEqual(['written as the session ended'])
})

test('a message that is refused for good stands aside with the reason, and the next one goes', async () => {
  answers = [{ status: 422, body: { message: 'This shop takes no chats now.', data: { problem: 'chat_off' } } }]
  const { outbox, placed } = open()
  outbox.add('   ', null)
  outbox.add('next', null)
  await vi.waitFor(() => expect(placed).toEqual(['next']))
  expect(outbox.all()).toMatchObject([{ problem: 'chat_off' }])
  outbox.discard(outbox.all()[0]?.id ?? '')
  expect(outbox.all()).toEqual([])
})

test('whoever writes too fast keeps the message', async () => {
  answers = [{ status: 429, body: { message: 'slow down', data: { retryAfterSeconds: 60 } } }]
  const { outbox, refusals } = open()
  outbox.add('quick', null)
  await vi.waitFor(() => expect(refusals).toEqual([429]))
  expect(texts(outbox.all())).toEqual(['quick'])
  outbox.close()
})
