import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeAgent } from '../../test/agents.ts'
import { openTestPlatform } from '../../test/platform.ts'
import { inTransaction } from '../platform/db.ts'
import { holdsOf, ticketHolds } from './holds.ts'
import { listNotifications } from './notifications.ts'
import { notify, notifyAnswered } from './notify.ts'
import { tell } from './tell.ts'

let world: Awaited<ReturnType<typeof openTestPlatform>>
beforeAll(async () => {
  world = await openTestPlatform()
})
afterAll(() => world.close())

const db = () => world.platform.db
interface Kept {
  text?: string
  content?: object
  mimeType?: string
  awaited?: string
  unsentAt?: Date
}
/** A ticket whose only message is this. */
async function keep({ text = '', content, mimeType, awaited, unsentAt }: Kept) {
  const { id: customerId } = await db().insertInto('customers').values({ name: 'Ana' }).returning('id').executeTakeFirstOrThrow()
  const { id: ticketId } = await db()
    .insertInto('tickets')
    .values({ channel: 'whatsapp', customerId, preview: text, replyToken: sql`uuidv7()::text` })
    .returning('id')
    .executeTakeFirstOrThrow()
  const { id: messageId } = await db()
    .insertInto('messages')
    .values({
      ticketId,
      channel: 'whatsapp',
      direction: 'in',
      authorKind: 'customer',
      state: 'received',
      text,
      content: content ? JSON.stringify(content) : null,
      unsentAt: unsentAt ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db().updateTable('tickets').set({ lastInboundId: messageId }).where('id', '=', ticketId).execute()
  if (mimeType) await db().insertInto('attachments').values({ messageId, name: 'x', mimeType, size: 1, file: 'x' }).execute()
  if (awaited) {
    const { id: connectionId } = await db()
      .insertInto('connections')
      .values({ channel: 'whatsapp', address: ticketId, token: ticketId })
      .returning('id')
      .executeTakeFirstOrThrow()
    await db().insertInto('awaitedFiles').values({ messageId, connectionId, name: 'x', mimeType: awaited, reference: '{}' }).execute()
  }
  return { ticketId, messageId }
}
async function held({ messageId, ticketId }: { messageId: string; ticketId: string }) {
  const { rows } = await sql<{ message: string | null; ticket: string | null }>`
    select ${holdsOf(sql`${messageId}::uuid`)} as message, ${ticketHolds} as ticket from tickets t where t.id = ${ticketId}`.execute(db())
  return rows[0]
}

test.each<[string, Kept]>([
  ['place', { content: { kind: 'place', latitude: 1, longitude: 2, name: 'Home', address: null } }],
  ['contacts', { content: { kind: 'contacts', people: [] } }],
  ['shared_reel', { content: { kind: 'shared', what: 'reel', title: null, url: null }, mimeType: 'video/mp4' }],
  ['shared_post', { content: { kind: 'shared', what: 'post', title: null, url: null } }],
  ['story_mention', { content: { kind: 'story', how: 'mention', url: null }, awaited: 'image/jpeg' }],
  ['sticker', { content: { kind: 'sticker' }, mimeType: 'image/webp' }],
  ['audio', { mimeType: 'audio/ogg; codecs=opus' }],
  ['picture', { awaited: 'image/jpeg' }],
  ['video', { mimeType: 'video/mp4', content: { kind: 'origin', source: 'ad', title: null, url: null } }],
  ['file', { mimeType: 'application/pdf' }],
  ['origin', { content: { kind: 'origin', source: 'ad', title: null, url: null } }],
  ['unsent', { unsentAt: new Date() }],
  ['unsupported', { content: { kind: 'unsupported', type: 'poll' } }],
])('a message without words is said to be: %s', async (expected, kept) => {
  expect(await held(await keep(kept))).toEqual({ message: expected, ticket: expected })
})

test('a message with words is what they say, and one that holds nothing is nothing', async () => {
  expect((await held(await keep({ text: 'Here', mimeType: 'image/jpeg' })))?.ticket).toBeNull()
  expect(await held(await keep({}))).toEqual({ message: null, ticket: null })
})

test('a notification and its mail say what came, in the agent’s language', async () => {
  const { agentId } = await makeAgent(db())
  await db().updateTable('agents').set({ language: 'sv' }).where('id', '=', agentId).execute()
  const { ticketId, messageId } = await keep({ content: { kind: 'place', latitude: 1, longitude: 2, name: null, address: null } })
  await db().updateTable('tickets').set({ assigneeId: agentId }).where('id', '=', ticketId).execute()
  await inTransaction(db(), (tx) => notify(tx, { kind: 'assigned', ticketId }, [agentId]))
  await inTransaction(db(), (tx) => notifyAnswered(tx, ticketId, messageId, 'Ana'))
  const { notifications } = await listNotifications(db(), agentId, { limit: 9 })
  expect(notifications.map(({ kind, text, holds }) => [kind, text, holds])).toEqual([
    ['answered', '', 'place'],
    ['assigned', '', 'place'],
  ])
  await tell(world.platform, agentId)
  const { rows } = await sql<{ payload: { subject: string; text: string } }>`
    select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'mail'`.execute(
    db(),
  )
  expect(rows[0]?.payload.subject).toMatch(/^#\d+ En plats$/)
  expect(rows[0]?.payload.text).toContain('> En plats')
})
