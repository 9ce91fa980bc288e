/** A message as its channel is given it to send. */
import { sql } from 'kysely'
import { findConnected } from '../channels/connected.ts'
import type { MailHeaders } from '../channels/incoming.ts'
import { type Outgoing, PermanentFailure } from '../channels/outgoing.ts'
import type { IdentityKind } from '../customers/recognise.ts'
import type { Db } from '../platform/db.ts'
import type { Platform } from '../platform/platform.ts'
import { lastWrote } from './mayReply.ts'
import { findTemplate } from './templates.ts'

/** All that a channel needs to know to send this message. Fails for good where there is nowhere to send it. */
export async function outgoingOf(platform: Platform, messageId: string): Promise<Outgoing> {
  const { db } = platform
  const message = await db
    .selectFrom('messages as m')
    .innerJoin('tickets as t', 't.id', 'm.ticketId')
    .innerJoin('customers as c', 'c.id', 't.customerId')
    .leftJoin('identities as i', 'i.id', 't.identityId')
    .select([
      'm.id',
      'm.text',
      'm.html',
      'm.authorName',
      'm.mail',
      'm.signature',
      'm.externalId',
      'm.createdAt',
      'm.content',
      'm.connectionId',
      'm.answers',
      'm.channel',
      't.lastInboundAt',
      't.identityId',
      'm.channel',
      't.id as ticketId',
      't.number',
      sql<string>`coalesce(m.subject, t.subject)`.as('subject'),
      't.replyToken',
      'c.name as customerName',
      'i.kind',
      'i.value',
    ])
    .where('m.id', '=', messageId)
    .executeTakeFirstOrThrow()
  const mail = message.mail as MailHeaders | null
  const recipients = mail && { to: mail.to, cc: mail.cc, bcc: mail.bcc ?? [] }
  const isReached = (message.kind && message.value) || recipients
  if (!isReached || !message.externalId) throw new PermanentFailure('There is no address to send this to.')

  const earlier = await db
    .selectFrom('messages')
    .select(['externalId', 'channel', 'direction', 'text', 'authorName', 'mail', 'sentAt', 'createdAt'])
    .where('ticketId', '=', message.ticketId)
    .where('isNote', '=', false)
    .where('createdAt', '<', message.createdAt)
    .orderBy('createdAt', 'desc')
    .limit(30)
    .execute()
  const lastIn = earlier.find((one) => one.direction === 'in')
  const attachments = await db
    .selectFrom('attachments')
    .select(['id', 'name', 'mimeType', 'size', 'contentId', 'isInline', 'file'])
    .where('messageId', '=', messageId)
    .orderBy('position')
    .orderBy('id')
    .execute()
  const uncertain = await uncertainty(db, messageId)
  return {
    messageId,
    ticketId: message.ticketId,
    ticketNumber: message.number,
    subject: message.subject,
    text: message.text,
    html: message.html,
    authorName: message.authorName,
    to: { kind: (message.kind ?? 'email') as IdentityKind, value: message.value ?? recipients?.to[0] ?? '', name: message.customerName },
    recipients,
    signature: message.signature,
    replyToken: message.replyToken,
    // A mail that goes out of a chat answers mails alone: what was said in the chat has no id that a mail could name.
    threadIds: earlier.flatMap((one) => (one.channel === message.channel ? (one.externalId ?? []) : [])).reverse(),
    quote: lastIn
      ? { from: (lastIn.mail as MailHeaders | null)?.from ?? lastIn.authorName, at: lastIn.sentAt ?? lastIn.createdAt, text: lastIn.text }
      : null,
    attachments,
    content: message.content,
    externalId: message.externalId,
    connection: (await findConnected(platform, message.connectionId)) ?? null,
    // As the composer counted: by the vendor's own time, on whatever ticket.
    lastInboundAt: message.connectionId ? await lastWrote(db, message.channel, message.identityId) : message.lastInboundAt,
    isRepeated: uncertain !== null,
    uncertain,
    answers: message.answers,
    template: message.content?.kind === 'template' ? ((await findTemplate(db, message.connectionId, message.content)) ?? null) : null,
  }
}

/** The earlier attempts that ended without an answer, or with one that may hide a success. */
async function uncertainty(db: Db, messageId: string): Promise<Outgoing['uncertain']> {
  const { rows } = await sql<{ at: Date | null; times: number }>`
    select max(started_at) as at, count(*)::int as times from (
      select started_at, outcome from delivery_attempts where message_id = ${messageId} order by started_at desc, id desc offset 1
    ) earlier where outcome is null or outcome = 'unknown'`.execute(db)
  const [row] = rows
  return row?.at ? { at: row.at, times: row.times } : null
}
