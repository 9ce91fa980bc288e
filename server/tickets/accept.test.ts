import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestPlatform } from '../../test/platform.ts'
import type { Platform } from '../platform/platform.ts'
import { accept } from './accept.ts'

let world: Awaited<ReturnType<typeof openTestPlatform>>
let platform: Platform
beforeAll(async () => {
  world = await openTestPlatform()
  platform = world.platform
})
afterAll(() => world.close())

const mail = (lines: string[]) => {
  const body = Buffer.from(lines.join('\r\n'))
  return { channel: 'email' as const, file: randomUUID(), body, size: body.length, envelope: {} }
}
const letter = (from: string, id: string = randomUUID()) =>
  mail([`From: ${from}`, `Message-ID: <${id}@b.example>`, 'Subject: Parcel', '', 'Where is it?'])
const payloadOf = (id: string) => platform.db.selectFrom('payloads').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const jobOf = async (id: string) =>
  (
    await platform.pool.query(
      'select t.identifier from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where payload::text like $1',
      [`%${id}%`],
    )
  ).rows.map(({ identifier }) => identifier)

test('a small mail is a ticket, and its payload says which, when it is accepted', async () => {
  const payload = await payloadOf(await accept(platform, letter('a@b.example')))
  expect(payload).toMatchObject({ state: 'ticket', ticketId: expect.any(String), endedAt: expect.any(Date) })
  expect(await jobOf(payload.id)).toEqual([])
  expect(await jobOf(payload.ticketId ?? '')).toEqual(['triage'])
})

test('what cannot be read at once is kept as it came, with the job that reads it', async () => {
  const broken = `From: a@b.example\r\n${'X-Pad: y\r\n'.repeat(200_000)}`
  const payload = await payloadOf(await accept(platform, mail([broken])))
  expect(payload).toMatchObject({ state: 'accepted', ticketId: null, endedAt: null })
  expect(await jobOf(payload.id)).toEqual(['incoming'])
})

test('what can be read but not be taken in is kept for its job, and takes nobody along who came at the same moment', async () => {
  const { files } = platform
  const file = ['MIME-Version: 1.0', 'Content-Type: image/png', 'Content-Disposition: attachment; filename=x.png', '', 'picture']
  // A size that no row can hold: the message is read well and refused by the database.
  const spoilt = { ...platform, files: { ...files, keep: async () => ({ file: 'f', size: Number.NaN }) } }
  const ids = await Promise.all([
    accept(platform, letter('one@b.example')),
    accept(spoilt, mail(['From: poison@b.example', ...file])),
    accept(platform, letter('two@b.example')),
  ])
  const states = await Promise.all(ids.map(async (id) => (await payloadOf(id)).state))
  expect(states).toEqual(['ticket', 'accepted', 'ticket'])
  expect(await jobOf(ids[1] ?? '')).toEqual(['incoming'])
})

test('the same mail many times at the same moment is one message, and every copy says where it ended', async () => {
  const same = () => letter('again@b.example', 'again')
  const ids = await Promise.all(Array.from({ length: 20 }, () => accept(platform, same())))
  const rows = await Promise.all(ids.map(payloadOf))
  expect(rows.map(({ state }) => state).sort()).toEqual([...Array(19).fill('duplicate'), 'ticket'])
  expect(new Set(rows.map(({ ticketId }) => ticketId)).size).toBe(1)
})

test('a mail without a person behind it ends as automated', async () => {
  const id = await accept(
    platform,
    mail(['From: robot@b.example', 'Auto-Submitted: auto-replied', 'Subject: Out of office', '', 'I am away.']),
  )
  expect((await payloadOf(id)).state).toBe('automated')
})
