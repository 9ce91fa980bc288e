/** Messages that nobody writes: an automatic answer, a mail with what was missed. */
import { sql } from 'kysely'
import type { ChannelKey } from '../../shared/words.ts'
import type { MailHeaders } from '../channels/incoming.ts'
import { channelOf } from '../channels/list.ts'
import { changed, type Tx } from '../platform/db.ts'
import { addJob } from '../platform/jobs.ts'

interface Written {
  channel: ChannelKey
  connectionId?: string
  authorName: string
  subject?: string
  text: string
  mail?: MailHeaders
  /** What makes it automatic, as the message keeps it. */
  why: 'auto-reply' | 'follow-up'
  /** The customer reads it where it is written: there is nothing to send. */
  isThere?: boolean
}

/**
 * Writes a message on a ticket by itself, and has it sent; answers its id. Nobody waits less for it, and no agent has answered.
 * Whether it may go is asked before (autoSend.ts), and its line in the timeline is the caller's.
 */
export async function writeItself(tx: Tx, ticketId: string, { why, isThere, mail, ...words }: Written): Promise<string> {
  const { rows } = await sql<{ id: string }>`select uuidv7() as id`.execute(tx)
  const id = rows[0]?.id ?? ''
  await tx
    .insertInto('messages')
    .values({
      ...words,
      id,
      ticketId,
      externalId: await channelOf(words.channel).externalIdFor(id, tx, words.connectionId ?? null),
      direction: 'out',
      authorKind: 'system',
      ...(mail && { mail: JSON.stringify(mail) }),
      isAutomated: true,
      automatedWhy: why,
      ...(isThere ? { state: 'sent', sentAt: sql`now()` } : { state: 'queued' }),
    })
    .execute()
  await tx.updateTable('tickets').set({ messageCount: sql`message_count + 1`, updatedAt: sql`now()` }).where('id', '=', ticketId).execute()
  if (!isThere) await addJob(tx, 'deliver', { messageId: id }, { maxAttempts: 8, jobKey: `deliver:${id}` })
  changed(tx, 'tickets', `ticket:${ticketId}`)
  return id
}
