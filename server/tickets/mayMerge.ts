/** May these tickets become one? What speaks against it, and what one should know before. */
import { sql } from 'kysely'
import type { MergeWarning } from '../../shared/merge.ts'
import { type Reason, reason } from '../../shared/refusals.ts'
import type { ChannelKey } from '../../shared/words.ts'
import type { Db, Tx } from '../platform/db.ts'

export interface Mergeable {
  id: string
  number: number
  channel: string
  status: string
  isSpam: boolean
  mergedIntoId: string | null
  customerId: string
  customerName: string
  identityId: string | null
}

/** Reads the tickets; where `holds`, their rows are held in one order, so that two merges wait for each other. */
export async function mergeables(db: Db | Tx, ids: string[], holds: boolean): Promise<Mergeable[]> {
  const { rows } = await sql<Mergeable>`
    select t.id, t.number, t.channel, t.status, t.is_spam as "isSpam", t.merged_into_id as "mergedIntoId", t.customer_id as "customerId",
      coalesce(nullif(c.name, ''), c.email, c.phone, '?') as "customerName", t.identity_id as "identityId"
    from tickets t join customers c on c.id = t.customer_id
    where t.id = any(${ids}::uuid[]) order by t.id ${holds ? sql`for update of t` : sql``}`.execute(db)
  return rows
}

/** Why this ticket cannot go into that one, or undefined. */
export async function whyNotMerge(db: Db | Tx, source: Mergeable, target: Mergeable): Promise<Reason | undefined> {
  if (source.id === target.id) return reason('merge_itself')
  if (target.mergedIntoId !== null) return reason('merge_target_merged', { number: target.number })
  if (source.mergedIntoId !== null) return reason('merge_source_merged', { number: source.number })
  if (source.isSpam || target.isSpam) return reason('merge_spam')
  // The customer's chat window shows one conversation: it must neither end nor move under their hands.
  if (source.channel === 'webchat' && source.status !== 'closed') return reason('merge_chat_going_on', { number: source.number })
  if (target.channel === 'webchat' && source.channel !== 'webchat') return reason('merge_into_chat')
  if (target.channel === 'webchat' && target.status === 'closed') return reason('merge_chat_ended')
  if (source.identityId !== target.identityId && (await hasMessageUnderWay(db, source.id)))
    return reason('merge_under_way', { number: source.number })
  return undefined
}

async function hasMessageUnderWay(db: Db | Tx, ticketId: string): Promise<boolean> {
  const underWay = await db
    .selectFrom('messages')
    .select('id')
    .where('ticketId', '=', ticketId)
    .where('direction', '=', 'out')
    .where('state', 'in', ['queued', 'sending'])
    .limit(1)
    .executeTakeFirst()
  return underWay !== undefined
}

/** What one should know first: that customers differ, which is asked about, and by which channel answers will go. */
export function mergeWarnings(sources: Mergeable[], target: Mergeable): MergeWarning[] {
  const people = new Map(sources.map((one) => [one.customerId, one.customerName]))
  people.delete(target.customerId)
  const otherChannel = sources.some(({ channel }) => channel !== target.channel)
  return [
    ...[...people.values()].map((other): MergeWarning => ({ kind: 'customers', customer: target.customerName, other })),
    ...(otherChannel ? [{ kind: 'channel' as const, channel: target.channel as ChannelKey }] : []),
  ]
}
