/** What follows a message by itself waits until its ticket was read, so that spam gets no answer (D17). */
import { sql } from 'kysely'
import { channels } from '../channels/list.ts'
import type { Tx } from '../platform/db.ts'
import { jobsInserted, jobsTold } from '../platform/jobs.ts'

const answering = channels.filter(({ form }) => form?.fields.some(({ key }) => key === 'autoReply')).map(({ key }) => key)
/** The job that follows, and on which channels. */
const followers = [
  ['chatArrived', ['webchat']],
  ['arrived', answering],
] as const

interface Kept {
  ticketId: string
  messageId: string
  channel: string
}

/** Asks for what follows these messages, whose tickets the caller holds, where the ticket was read before: else its reading asks. */
export async function followKept(tx: Tx, kept: Kept[]): Promise<void> {
  for (const [name, on] of followers) {
    const ids = kept.flatMap(({ channel, messageId }) => (on.some((key) => key === channel) ? messageId : []))
    if (ids.length === 0) continue
    const which = sql`messages m join tickets t on t.id = m.ticket_id where m.id = any(${ids}::uuid[])
      and (t.sentiment_id is not null or t.is_spam or t.is_automated
        or exists (select from timeline l where l.ticket_id = t.id and l.kind in ('left_unscored', 'marked_spam', 'not_spam')))`
    await sql`with job as (${jobsInserted(name, payload, which, most)}) select ${jobsTold}`.execute(tx)
  }
}

/** The same for all that the customer wrote on these tickets, which have just been read for the first time. */
export async function followRead(tx: Tx, read: { ticketId: string; channel: string }[]): Promise<void> {
  for (const [name, on] of followers) {
    const ids = read.flatMap(({ channel, ticketId }) => (on.some((key) => key === channel) ? ticketId : []))
    if (ids.length === 0) continue
    const which = sql`messages m where m.ticket_id = any(${ids}::uuid[]) and m.direction = 'in'`
    await sql`with job as (${jobsInserted(name, payload, which, most)}) select ${jobsTold}`.execute(tx)
  }
}

const payload = sql`json_build_object('messageId', m.id)`
/** What could not be said for an hour is not said any more. */
const most = { maxAttempts: 8 }
