import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DraftContent } from '../../shared/drafts.ts'
import { makeAgent } from '../../test/agents.ts'
import { chatFrom, mailFrom } from '../../test/incoming.ts'
import { openTestPlatform } from '../../test/platform.ts'
import type { Incoming } from '../channels/incoming.ts'
import { channelOf } from '../channels/list.ts'
import { readChat } from '../hub/chat.ts'
import { inTransaction } from '../platform/db.ts'
import { deliver } from './deliver.ts'
import { readDrafts, saveDraft } from './drafts.ts'
import { changeMacro, createMacro, getMacro, listMacros, removeMacro } from './macros.ts'
import { receive } from './receive.ts'
import { reply } from './reply.ts'
import { runMacro } from './runMacro.ts'
import { changeShopSignature, changeSignature, signatureFor } from './signature.ts'
import { timelineOf } from './timeline.ts'

let world: Awaited<ReturnType<typeof openTestPlatform>>
let maja: { agentId: string; name: string }
let tom: { agentId: string; name: string }
beforeAll(async () => {
  world = await openTestPlatform()
  maja = await makeAgent(world.platform.db)
  tom = await makeAgent(world.platform.db, { name: 'Tom Berg' })
  await sql`insert into tags (key, name) values ('refund', 'Refund')`.execute(world.platform.db)
})
afterAll(() => world.close())

const db = () => world.platform.db
const inTx = <T>(work: Parameters<typeof inTransaction<T>>[1]) => inTransaction(db(), work)
const takeIn = (incoming: Incoming) => inTx((tx) => receive(tx, channelOf(incoming.channel).ticketRule, incoming))
const write = async (ticketId: string, fields: Partial<Parameters<typeof reply>[3]> = {}) => {
  const written = { id: randomUUID(), text: 'On its way.', isNote: false, attachmentIds: [], ...fields }
  await inTx((tx) => reply(tx, ticketId, maja, written))
  return written.id
}
const message = (id: string) => db().selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const file = async (fields: { macroId?: string } = {}) =>
  (
    await db()
      .insertInto('attachments')
      .values({ name: 'pic.png', mimeType: 'image/png', size: 3, file: 'abc', uploadedBy: maja.agentId, ...fields })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id
const draft = (text: string, more: object = {}) => DraftContent.parse({ text, ...more })

test('rich text is sanitised, and its text part says the same', async () => {
  const { ticketId } = await takeIn(mailFrom())
  const html =
    '<p>Dear <strong>Ana</strong>,</p><script>x()</script><ul><li><p>one</p></li></ul><p><a href="javascript:x()">a</a> <a href="https://x.example/">b</a></p>'
  const kept = await message(await write(ticketId, { text: 'something else', html }))
  expect(kept.html).not.toMatch(/script/)
  expect(kept.text).toBe('Dear Ana,\n\n- one\n\na b <https://x.example/>')
})

test('a picture in the text travels in the mail, under a name that only this mail has', async () => {
  const { ticketId } = await takeIn(mailFrom())
  const [picture, bill] = [await file(), await file()]
  const id = await write(ticketId, {
    text: '',
    html: `<p>Look <img src="/files/${picture}" alt="pic.png"></p>`,
    attachmentIds: [picture, bill],
  })
  expect((await message(id)).html).toContain(`src="cid:${picture}@warmline"`)
  const files = await db()
    .selectFrom('attachments')
    .select(['id', 'contentId', 'isInline'])
    .where('messageId', '=', id)
    .orderBy('id')
    .execute()
  expect(files).toEqual([
    { id: picture, contentId: `${picture}@warmline`, isInline: true },
    { id: bill, contentId: null, isInline: false },
  ])
})

test('a picture that is not among the files of the message is left out', async () => {
  const { ticketId } = await takeIn(mailFrom())
  const kept = await message(await write(ticketId, { html: `<p>Look <img src="/files/${await file()}"></p>` }))
  expect(kept.html).not.toContain('/files/')
})

test('a chat stays plain text', async () => {
  const { ticketId } = await takeIn(chatFrom())
  expect(await message(await write(ticketId, { text: 'so <b>this</b>', html: '<p>so <b>this</b></p>' }))).toMatchObject({
    html: null,
    text: 'so <b>this</b>',
  })
})

test('emoji only, right to left and 200 kB go as they are', async () => {
  const { ticketId } = await takeIn(mailFrom())
  for (const text of ['🎉👩‍👩‍👧', 'שלום, ההזמנה בדרך', 'word '.repeat(39_999).trim()]) {
    const html = `<p>${text}</p>`
    expect((await message(await write(ticketId, { text, html }))).text).toBe(text)
  }
})

test('a note reaches no channel, whatever is asked of it', async () => {
  const { ticketId } = await takeIn(mailFrom())
  const id = await write(ticketId, { isNote: true, text: 'She sounds upset', recipients: { to: ['ana@customer.example'] } })
  expect(await message(id)).toMatchObject({ state: 'sent', externalId: null, mail: null })
  await deliver(world.platform, id, true)
  expect(await db().selectFrom('deliveryAttempts').selectAll().where('messageId', '=', id).execute()).toEqual([])
  await expect(sql`update messages set state = 'queued' where id = ${id}`.execute(db())).rejects.toThrow(/notes_stay_inside/)
  const { rows } = await sql`select 1 from graphile_worker.jobs where key = ${`deliver:${id}`}`.execute(db())
  expect(rows).toEqual([])
})

test('a shopper sees neither notes nor what a macro noted', async () => {
  const { ticketId } = await takeIn(chatFrom({ shopper: 'ada' }))
  await write(ticketId, { isNote: true, text: 'secret one' })
  await write(ticketId, { text: 'Hello Ada', actions: [{ action: 'note', input: { text: 'secret two' } }] })
  const { customerId } = await db().selectFrom('tickets').select('customerId').where('id', '=', ticketId).executeTakeFirstOrThrow()
  const chat = await readChat(db(), { kind: 'shopper', customerId, name: 'Ada', shopperId: 'ada', isVisitor: false })
  expect(JSON.stringify(chat)).toContain('Hello Ada')
  expect(JSON.stringify(chat)).not.toContain('secret')
})

test('a mention is kept by id, once, and only of who is on the team', async () => {
  const { ticketId } = await takeIn(mailFrom())
  const id = await write(ticketId, { isNote: true, text: '@Tom Berg please', mentionIds: [tom.agentId, tom.agentId, randomUUID()] })
  const rows = await db().selectFrom('mentions').select('agentId').where('messageId', '=', id).execute()
  expect(rows).toEqual([{ agentId: tom.agentId }])
})

test('a macro’s actions happen with the reply, all or nothing, and the timeline says its name', async () => {
  const { ticketId } = await takeIn(mailFrom())
  const calls = [
    { action: 'tag', input: { tags: ['refund'] } },
    { action: 'note', input: { text: 'Refund promised' } },
    { action: 'close', input: {} },
  ]
  const macro = await inTx((tx) =>
    createMacro(tx, { ...maja, role: 'agent' }, { name: 'Refund', html: '<p>Hi {{ customer.first_name }}</p>', actions: calls }),
  )
  await write(ticketId, { actions: calls, macroIds: [macro.id] })
  expect(await db().selectFrom('tickets').select(['status', 'tags']).where('id', '=', ticketId).executeTakeFirst()).toEqual({
    status: 'closed',
    tags: ['refund'],
  })
  const lines = (await timelineOf(db(), ticketId)).map(({ kind, data }) => [kind, data.name])
  expect(lines).toEqual([
    ['assigned', maja.name],
    ['macro', 'Refund'],
    ['tagged', undefined],
    ['closed', undefined],
  ])
  expect(await getMacro(db(), maja.agentId, macro.id)).toMatchObject({ useCount: 1 })
  await expect(write(ticketId, { actions: [{ action: 'tag', input: { tags: ['gone'] } }] })).rejects.toMatchObject({
    code: 'UNPROCESSABLE',
  })
})

test('a macro without words does its work at once', async () => {
  const { ticketId } = await takeIn(mailFrom())
  const user = { ...maja, role: 'agent' as const }
  const actions = [
    { action: 'snooze', input: { hours: 24 } },
    { action: 'prioritise', input: { priority: 'high' } },
  ]
  const macro = await inTx((tx) => createMacro(tx, user, { name: 'Tomorrow', actions }))
  expect(await inTx((tx) => runMacro(tx, maja, ticketId, macro.id))).toEqual(actions)
  expect(await db().selectFrom('tickets').select(['status', 'priority']).where('id', '=', ticketId).executeTakeFirst()).toEqual({
    status: 'snoozed',
    priority: 'high',
  })
})

test('a macro’s file goes with every message that uses it, and stays with the macro', async () => {
  const user = { ...maja, role: 'agent' as const }
  const macro = await inTx(async (tx) =>
    createMacro(tx, user, { name: 'Guide', html: '<p>See the guide</p>', attachmentIds: [await file()] }),
  )
  const [attachment] = macro.attachments
  for (let count = 0; count < 2; count++) {
    const { ticketId } = await takeIn(mailFrom())
    const id = await write(ticketId, { attachmentIds: [String(attachment?.id)] })
    expect(await db().selectFrom('attachments').select('name').where('messageId', '=', id).execute()).toEqual([{ name: 'pic.png' }])
  }
  expect((await getMacro(db(), maja.agentId, macro.id)).attachments).toHaveLength(1)
})

test('a shared macro is changed by its owner and by managers; a personal one is nobody else’s', async () => {
  const user = { ...maja, role: 'agent' as const }
  const own = await inTx((tx) => createMacro(tx, user, { name: 'Mine' }))
  const shared = await inTx((tx) => createMacro(tx, user, { name: 'Ours', isShared: true }))
  expect((await listMacros(db(), tom.agentId)).map(({ name }) => name)).toEqual(['Ours'])
  await expect(inTx((tx) => changeMacro(tx, { ...tom, role: 'agent' }, shared.id, { name: 'x' }))).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
  await expect(inTx((tx) => removeMacro(tx, { ...tom, role: 'owner' }, own.id))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(await inTx((tx) => changeMacro(tx, { ...tom, role: 'manager' }, shared.id, { name: 'All of us' }))).toMatchObject({
    name: 'All of us',
  })
  await expect(inTx((tx) => createMacro(tx, user, { name: 'Bad', html: '{{ custmer.name }}' }))).rejects.toThrow(
    /no variable “custmer.name”/,
  )
})

test('two browsers do not eat each other’s draft', async () => {
  const { ticketId } = await takeIn(mailFrom())
  const place = { agentId: maja.agentId, ticketId, mode: 'reply' as const }
  const save = (text: string, revision: number) => inTx((tx) => saveDraft(tx, place, draft(text), revision))
  expect(await save('one', 0)).toBe(1)
  expect(await save('one more', 1)).toBe(2)
  await expect(save('other', 1)).rejects.toMatchObject({
    code: 'CONFLICT',
    data: { draft: { revision: 2, content: { text: 'one more' } } },
  })
  const firsts = await Promise.allSettled(
    ['a', 'b', 'c'].map((text) => inTx((tx) => saveDraft(tx, { ...place, mode: 'note' }, draft(text), 0))),
  )
  expect(firsts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await readDrafts(db(), tom.agentId, ticketId)).toEqual([])
  expect(await save('', 2)).toBe(0)
  expect(await readDrafts(db(), maja.agentId, ticketId)).toHaveLength(1)
})

test('a reply that is sent takes its draft with it', async () => {
  const { ticketId } = await takeIn(mailFrom())
  for (const mode of ['reply', 'note'] as const) await inTx((tx) => saveDraft(tx, { agentId: maja.agentId, ticketId, mode }, draft('x'), 0))
  await write(ticketId)
  expect((await readDrafts(db(), maja.agentId, ticketId)).map(({ mode }) => mode)).toEqual(['note'])
})

test('a mail is signed by its writer, or else by the shop; a line without a value is left out', async () => {
  const { ticketId } = await takeIn(mailFrom())
  expect(await signatureFor(db(), maja.agentId, ticketId)).toBeNull()
  await inTx((tx) => changeShopSignature(tx, '<p>{{ agent.first_name }} of {{ shop.name }}</p><p>About {{ order.number }}</p>'))
  expect(await signatureFor(db(), maja.agentId, ticketId)).toBe('<p>Maja of Your shop</p>')
  await inTx((tx) => changeSignature(tx, maja.agentId, '<p>Cheers,<br>Maja</p>'))
  expect((await message(await write(ticketId))).signature).toContain('Cheers')
  expect((await message(await write(ticketId, { withSignature: false }))).signature).toBeNull()
  expect((await message(await write((await takeIn(chatFrom({ shopper: 'eve' }))).ticketId))).signature).toBeNull()
})

test('a draft for a ticket that was merged meanwhile is found on the one it leads to, and moves there when it is saved', async () => {
  const [from, to] = [await takeIn(mailFrom()), await takeIn(mailFrom())]
  const place = { agentId: maja.agentId, ticketId: from.ticketId, mode: 'reply' as const }
  await inTx((tx) => saveDraft(tx, place, draft('half a sentence'), 0))
  await db().updateTable('tickets').set({ mergedIntoId: to.ticketId, status: 'closed' }).where('id', '=', from.ticketId).execute()
  expect(await readDrafts(db(), maja.agentId, to.ticketId)).toMatchObject([{ revision: 0, content: { text: 'half a sentence' } }])
  expect(await inTx((tx) => saveDraft(tx, { ...place, ticketId: to.ticketId }, draft('a whole sentence'), 0))).toBe(1)
  expect(await readDrafts(db(), maja.agentId, to.ticketId)).toMatchObject([{ revision: 1, content: { text: 'a whole sentence' } }])
  expect(await db().selectFrom('drafts').select('ticketId').where('ticketId', '=', from.ticketId).execute()).toEqual([])
})
