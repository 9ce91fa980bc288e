/** The messages of a ticket, as the desk shows them. */
import { sql } from 'kysely'
import type { Attachment, Message } from '../../shared/tickets.ts'
import type { MailHeaders } from '../channels/channel.ts'
import type { Db } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'

const pageSize = 50

/** The newest 50 messages before `before` (or at all), oldest first (R143). */
export async function messagesOf(db: Db, ticketId: string, before?: string): Promise<{ messages: Message[]; hasEarlier: boolean }> {
  let query = db.selectFrom('messages').selectAll().where('ticketId', '=', ticketId)
  if (before)
    query = query.where(
      sql`(created_at, id)`,
      '<',
      sql`(select created_at, id from messages where id = ${before} and ticket_id = ${ticketId})`,
    )
  const rows = await query
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(pageSize + 1)
    .execute()
  const page = rows.slice(0, pageSize).reverse()
  return { messages: await withAttachments(db, page), hasEarlier: rows.length > pageSize }
}

/** One message by its id. */
export async function getMessage(db: Db, id: string): Promise<Message> {
  const rows = await db.selectFrom('messages').selectAll().where('id', '=', id).execute()
  const [message] = await withAttachments(db, rows)
  if (!message) throw notFound('message')
  return message
}

type Row = Awaited<ReturnType<typeof rowShape>>
const rowShape = (db: Db) => db.selectFrom('messages').selectAll().executeTakeFirstOrThrow()

async function withAttachments(db: Db, rows: Row[]): Promise<Message[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const attachments = await db
    .selectFrom('attachments')
    .select(['id', 'messageId', 'name', 'mimeType', 'size', 'contentId', 'isInline'])
    .where('messageId', '=', sql<string>`any(${ids}::uuid[])`)
    .orderBy('id')
    .execute()
  return rows.map((row) => {
    const mail = row.mail as MailHeaders | null
    return {
      id: row.id,
      ticketId: row.ticketId,
      channel: row.channel as Message['channel'],
      direction: row.direction as Message['direction'],
      isNote: row.isNote,
      author: { kind: row.authorKind as Message['author']['kind'], id: row.authorId, name: row.authorName },
      subject: row.subject,
      text: row.text,
      quotedText: row.quotedText,
      html: row.html,
      mail: mail && { from: mail.from, to: mail.to, cc: mail.cc, bcc: mail.bcc ?? [] },
      isAutomated: row.isAutomated,
      automatedWhy: row.automatedWhy,
      state: row.state as Message['state'],
      error: row.error,
      attachments: attachments.filter((one) => one.messageId === row.id).map(attachmentOf),
      sentAt: row.sentAt,
      deliveredAt: row.deliveredAt,
      readAt: row.readAt,
      createdAt: row.createdAt,
    }
  })
}

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
