/** The messages of a ticket, as the desk shows them. */
import { type RawBuilder, sql } from 'kysely'
import type { Attachment, Message } from '../../shared/messages.ts'
import type { MailHeaders } from '../channels/incoming.ts'
import { channelOf } from '../channels/list.ts'
import type { Db } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'

const pageSize = 50

/** The newest 50 messages before `before` (or at all), oldest first (R143). */
export async function messagesOf(db: Db, ticketId: string, before?: string): Promise<{ messages: Message[]; hasEarlier: boolean }> {
  const earlier = before
    ? sql`and (m.created_at, m.id) < (select b.created_at, b.id from messages b where b.id = ${before} and b.ticket_id = ${ticketId})`
    : sql``
  const messages = await readMessages(
    db,
    sql`where m.ticket_id = ${ticketId} ${earlier} order by m.created_at desc, m.id desc limit ${sql.raw(String(pageSize + 1))}`,
  )
  return { messages: messages.slice(0, pageSize).reverse(), hasEarlier: messages.length > pageSize }
}

/** One message by its id. */
export async function getMessage(db: Db, id: string): Promise<Message> {
  const [message] = await readMessages(db, sql`where m.id = ${id}`)
  if (!message) throw notFound('message')
  return message
}

/** A row as PostgreSQL writes it in JSON; its times are text. */
type MessageRow = Omit<
  Message,
  'author' | 'mail' | 'attachments' | 'sentAt' | 'deliveredAt' | 'readAt' | 'createdAt' | 'editedAt' | 'unsentAt' | 'hasOriginal'
> & {
  authorKind: Message['author']['kind']
  authorId: string | null
  authorName: string
  mail: MailHeaders | null
  attachments: Omit<Attachment, 'url'>[]
  sentAt: string | null
  deliveredAt: string | null
  readAt: string | null
  editedAt: string | null
  unsentAt: string | null
  createdAt: string
  isAnswer: boolean
  hasPayload: boolean
}

/** Messages with their attachments, in one statement. `which` follows `from messages m`. */
async function readMessages(db: Db, which: RawBuilder<unknown>): Promise<Message[]> {
  const { rows } = await sql<{ message: MessageRow }>`
    select to_json(x) as message from (
      select m.id, m.ticket_id as "ticketId", m.channel, m.direction, m.is_note as "isNote", m.author_kind as "authorKind", m.author_id as "authorId",
        m.author_name as "authorName", m.subject, m.text, m.quoted_text as "quotedText", m.html, m.mail, m.is_automated as "isAutomated",
        m.automated_why as "automatedWhy", m.state, m.error, m.sent_at as "sentAt", m.delivered_at as "deliveredAt", m.read_at as "readAt",
        m.created_at as "createdAt", m.payload_id is not null as "hasPayload", m.content, m.answers is not null as "isAnswer",
        (select json_build_object('id', o.id, 'authorName', o.author_name, 'text', left(o.text, 200)) from messages o
          where o.channel = m.channel and o.external_id = m.answers) as answers, m.edited_at as "editedAt", m.unsent_at as "unsentAt",
        (select coalesce(json_agg(json_build_object('url', l.url, 'clicks', l.clicks) order by l.id), '[]') from links l where l.message_id = m.id) as links,
        (select coalesce(json_agg(json_build_object('side', r.side, 'emoji', r.emoji) order by r.at), '[]') from reactions r where r.message_id = m.id) as reactions,
        (select coalesce(json_agg(json_build_object('id', w.id, 'name', w.name, 'mimeType', w.mime_type, 'error', w.error) order by w.position), '[]')
          from awaited_files w where w.message_id = m.id) as awaited,
        (select coalesce(json_agg(json_build_object('id', f.id, 'name', f.name, 'mimeType', f.mime_type, 'size', f.size, 'contentId', f.content_id,
          'isInline', f.is_inline) order by f.position, f.id), '[]') from attachments f where f.message_id = m.id) as attachments
      from messages m ${which}
    ) x`.execute(db)
  return rows.map(({ message }) => messageOf(message))
}

const time = (text: string | null) => (text === null ? null : new Date(text))

/** The API's shape of a row. */
const messageOf = (row: MessageRow): Message => ({
  id: row.id,
  ticketId: row.ticketId,
  channel: row.channel,
  direction: row.direction,
  isNote: row.isNote,
  author: { kind: row.authorKind, id: row.authorId, name: row.authorName },
  subject: row.subject,
  text: row.text,
  quotedText: row.quotedText,
  html: row.html,
  mail: row.mail && {
    from: row.mail.from,
    to: row.mail.to,
    cc: row.mail.cc,
    bcc: row.mail.bcc ?? [],
    authenticity: row.mail.authenticity ?? null,
  },
  isAutomated: row.isAutomated,
  automatedWhy: row.automatedWhy,
  state: row.state,
  error: row.error,
  attachments: row.attachments.map(attachmentOf),
  awaited: row.awaited,
  answers: row.answers ?? (row.isAnswer ? { id: null, authorName: '', text: '' } : null),
  content: row.content,
  links: row.links,
  hasOriginal: row.hasPayload && channelOf(row.channel).original !== undefined,
  reactions: row.reactions,
  editedAt: time(row.editedAt),
  unsentAt: time(row.unsentAt),
  sentAt: time(row.sentAt),
  deliveredAt: time(row.deliveredAt),
  readAt: time(row.readAt),
  createdAt: new Date(row.createdAt),
})

/** The API's shape of an attachment; its address is open to whoever may see the message. */
export const attachmentOf = (row: {
  id: string
  name: string
  mimeType: string
  size: number
  contentId: string | null
  isInline: boolean
}): Attachment => ({
  id: row.id,
  name: row.name,
  mimeType: row.mimeType,
  size: row.size,
  contentId: row.contentId,
  isInline: row.isInline,
  url: `/files/${row.id}`,
})
