/** Two machines that answer each other fall silent (F5): each has answered once at most, whatever they say of themselves. */
import { createHash, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeAgent } from '../../test/agents.ts'
import { type MailSink, startMailSink } from '../../test/mailSink.ts'
import { openTestPlatform } from '../../test/platform.ts'
import { readAll } from '../../test/reading.ts'
import { type ConnectedNumber, connectNumber } from '../../test/texts.ts'
import { inTransaction } from '../platform/db.ts'
import type { Platform } from '../platform/platform.ts'
import { email, writeSetting } from '../platform/settings.ts'
import { accept } from './accept.ts'
import { arrived } from './arrived.ts'
import { deliver } from './deliver.ts'
import { reply } from './reply.ts'
import { takeIn } from './takeIn.ts'

interface Shop {
  platform: Platform
  number: ConnectedNumber
  close(): Promise<void>
}
let shops: Shop[]
let sink: MailSink
beforeAll(async () => {
  sink = await startMailSink()
  shops = await Promise.all(
    ['Nordvik', 'Jolt'].map(async (name, at): Promise<Shop> => {
      const { platform, close } = await openTestPlatform({ smtpUrl: sink.url })
      await writeSetting(platform.db, email, { address: `support@${name.toLowerCase()}.example`, name, keys: [] })
      const number = await connectNumber(platform, { autoReply: `${name} is asleep.`, autoReplyOnlyWithoutConsent: false }, [
        `+4670123000${at}`,
      ])
      return { platform, number, close }
    }),
  )
})
beforeEach(() => {
  sink.mails.length = 0
  sink.onMail = undefined
})
afterAll(async () => {
  for (const { number, close } of shops) {
    await number.twilio.close()
    await close()
  }
  await sink.close()
})

const text = async ({ platform, number }: Shop, from: string, said: string) => {
  const bytes = Buffer.from(number.twilio.inbound(number.webhook, { from, to: number.connection.address, text: said }).body)
  const call = { channel: 'sms' as const, file: '', body: bytes, size: bytes.length, envelope: {}, connectionId: number.connection.id }
  await takeIn(platform, await accept(platform, call), 1)
}
/** Does what the queue would, once each. */
async function work({ platform }: Shop): Promise<void> {
  await readAll(platform.db)
  for (const [task, run] of [
    ['arrived', (payload: { messageId: string }) => arrived(platform, payload)],
    ['deliver', ({ messageId }: { messageId: string }) => deliver(platform, messageId, true)],
  ] as const) {
    const { rows } = await sql<{ payload: { messageId: string } }>`
      delete from graphile_worker._private_jobs p using graphile_worker._private_tasks t
      where t.id = p.task_id and t.identifier = ${task} returning p.payload`.execute(platform.db)
    for (const { payload } of rows) await run(payload)
  }
}
const answers = ({ platform }: Shop) =>
  platform.db.selectFrom('messages').select('text').where('direction', '=', 'out').where('isAutomated', '=', true).execute()

test('two shops whose numbers answer by themselves say one thing each', async () => {
  const [nordvik, jolt] = shops
  if (!nordvik || !jolt) throw new Error('two shops')
  for (const [from, to] of [
    [nordvik, jolt],
    [jolt, nordvik],
  ] as const)
    from.number.twilio.onCreated = ({ body }) => void carried.push(() => text(to, from.number.connection.address, body))
  const carried: (() => Promise<void>)[] = []
  await text(nordvik, jolt.number.connection.address, 'Hello?')
  for (let turn = 0; turn < 10; turn++) {
    await work(nordvik)
    await work(jolt)
    for (const carry of carried.splice(0)) await carry()
  }
  expect(await answers(nordvik)).toEqual([{ text: 'Nordvik is asleep.' }])
  expect(await answers(jolt)).toEqual([{ text: 'Jolt is asleep.' }])
  const held = await nordvik.platform.db.selectFrom('timeline').select('data').where('kind', '=', 'auto_reply_held').execute()
  expect(held.map(({ data }) => data.why)).toEqual(['answered_today'])
})

const come = async (platform: Platform, raw: string, from: string, to: string) => {
  const body = Buffer.from(raw)
  const mail = {
    channel: 'email' as const,
    connectionId: null,
    file: createHash('sha256').update(body).digest('hex'),
    size: body.length,
    body,
    envelope: { from, to: [to] },
  }
  // A busy machine leaves the reading to the queue.
  await takeIn(platform, await accept(platform, mail), 1)
}

test('a machine that answers every mail, and says nowhere that it is one, hears nothing of ours again', async () => {
  const [shop] = shops
  if (!shop) throw new Error('a shop')
  const { platform } = shop
  const agent = await makeAgent(platform.db, { name: 'Olle', role: 'owner' })
  let theirs = 0
  sink.onMail = async ({ text: mail, from, to }) => {
    const id = /^Message-ID: (.*)$/im.exec(mail)?.[1] ?? ''
    const subject = /^Subject: (.*)$/im.exec(mail)?.[1] ?? ''
    const raw = `From: <${to[0]}>\r\nTo: <${from}>\r\nSubject: ${subject}\r\nMessage-ID: <${randomUUID()}@machine.example>\r\nIn-Reply-To: ${id}\r\n\r\nI am a machine.\r\n`
    theirs++
    await come(platform, raw, to[0] ?? '', from)
  }
  await come(
    platform,
    'From: <machine@machine.example>\r\nTo: support@nordvik.example\r\nSubject: Ring\r\n\r\nHello\r\n',
    'machine@machine.example',
    'support@nordvik.example',
  )
  const ticket = await platform.db.selectFrom('tickets').select('id').where('subject', '=', 'Ring').executeTakeFirstOrThrow()
  await inTransaction(platform.db, (tx) =>
    reply(tx, ticket.id, agent, { id: randomUUID(), text: 'Hello machine', isNote: false, attachmentIds: [] }),
  )
  for (let turn = 0; turn < 10; turn++) await work(shop)
  expect([sink.mails.length, theirs]).toEqual([1, 1])
  const thread = await platform.db.selectFrom('messages').select('text').where('ticketId', '=', ticket.id).orderBy('createdAt').execute()
  expect(thread.map((one) => one.text)).toEqual(['Hello', 'Hello machine', 'I am a machine.'])
})

test('a mail in our own name is marked, is nobody’s answer to us, and nothing goes out on it', async () => {
  const [shop] = shops
  if (!shop) throw new Error('a shop')
  const { platform } = shop
  for (const from of ['support@nordvik.example', 'support+t12345678@nordvik.example', '"Nordvik" <SUPPORT@Nordvik.example>'])
    await come(
      platform,
      `From: ${from}\r\nTo: support@nordvik.example\r\nSubject: Ourselves\r\n\r\nHello us\r\n`,
      'support@nordvik.example',
      'support@nordvik.example',
    )
  for (let turn = 0; turn < 3; turn++) await work(shop)
  const found = await platform.db.selectFrom('messages').select(['isAutomated', 'automatedWhy']).where('text', '=', 'Hello us').execute()
  expect(found).toEqual(Array(3).fill({ isAutomated: true, automatedWhy: 'own address' }))
  expect(sink.mails).toEqual([])
  const states = await platform.db
    .selectFrom('payloads')
    .select('state')
    .where('channel', '=', 'email')
    .orderBy('id', 'desc')
    .limit(3)
    .execute()
  expect(states.map(({ state }) => state)).toEqual(['automated', 'automated', 'automated'])
})
