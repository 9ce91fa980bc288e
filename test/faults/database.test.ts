import { randomUUID } from 'node:crypto'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { postgresPid, type RunningWarmline, startWarmline } from '../running.ts'
import { expectAllTakenInOnce, query } from './books.ts'
import { openDesk, owner, signInShopper, startLoad, writeChat } from './outsiders.ts'

let warmline: RunningWarmline
beforeAll(async () => {
  warmline = await startWarmline({ DEMO: 'off', ...owner })
}, 120_000)
afterAll(() => warmline?.stop())

const statusOf = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${warmline.url}${path}`, { headers }).then(({ status }) => status)

test.each(['SIGINT', 'SIGKILL'] as const)(
  'PostgreSQL ended by %s under load: refused meanwhile, then everything is taken in once and live updates go on',
  { timeout: 90_000 },
  async (signal) => {
    const { cookie, get } = await openDesk(warmline.url)
    const token = await signInShopper(warmline)
    const socket = io(`${warmline.url}/agent`, { path: '/live', transports: ['websocket'], extraHeaders: { cookie }, forceNew: true })
    let hints = 0
    socket.on('changed', () => hints++)
    socket.on('connect', () => socket.emit('watch', 'tickets'))
    await expect.poll(() => socket.connected).toBe(true)

    const taken = (channel: string) =>
      query<{ id: string }>(warmline.databaseUrl, `select external_id as id from messages where channel = $1 and direction = 'in'`, [
        channel,
      ])
    const known = await taken('email')
    const knownChats = await taken('webchat')
    const load = startLoad(() => warmline)
    try {
      await expect.poll(() => load.mails.length).toBeGreaterThan(20)
      const before = await postgresPid(warmline.dataDir)
      const seen = { live: new Set<number>(), ready: new Set<number>(), list: new Set<number>() }
      process.kill(before ?? 0, signal)
      await expect
        .poll(
          async () => {
            seen.live.add(await statusOf('/health/live'))
            seen.ready.add(await statusOf('/health/ready'))
            seen.list.add(await statusOf('/api/v1/tickets', { cookie }))
            return seen.ready.has(503) && (await statusOf('/health/ready')) === 200
          },
          { interval: 20 },
        )
        .toBe(true)
      expect([...seen.live]).toEqual([200])
      expect([...seen.list].every((status) => status === 200 || status >= 500)).toBe(true)
      expect([...seen.list].some((status) => status >= 500)).toBe(true)
      expect(await postgresPid(warmline.dataDir)).not.toBe(before)
    } finally {
      await load.stop()
    }
    // The mail servers heard "later", nobody heard anything of the inside.
    expect(load.answers.get('451')).toBeGreaterThan(0)
    expect([...load.failures].join()).not.toMatch(/ECONN|postgres|127\.0\.0\.1|terminat|select |node_modules/i)
    await expectAllTakenInOnce(warmline.databaseUrl, {
      mails: [...known.map(({ id }) => id), ...load.mails],
      chats: [...knownChats.map(({ id }) => id), ...load.chats],
    })

    const hintsBefore = hints
    const id = randomUUID()
    expect((await writeChat(warmline.url, token, { id, text: 'Are you there again?' })).status).toBe(201)
    await expect.poll(() => hints).toBeGreaterThan(hintsBefore)
    await expect
      .poll(async () => (await get<{ tickets: { preview: string; sentiment: object | null }[] }>('/tickets')).tickets[0])
      .toMatchObject({
        preview: 'Are you there again?',
        sentiment: { label: expect.any(String) },
      })
    socket.close()
  },
)
