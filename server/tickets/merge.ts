/** Merging: several tickets become one, and every message of any of them stands there in its order. */

import { sql } from 'kysely'
import { z } from 'zod'
import { reason } from '../../shared/refusals.ts'
import { changed, type Tx } from '../platform/db.ts'
import { conflict, notFound, refused } from '../platform/errors.ts'
import { mergeables, mergeWarnings, whyNotMerge } from './mayMerge.ts'
import { recount } from './recount.ts'
import { endReminder } from './snooze.ts'
import { Standing, standingOf } from './standing.ts'
import { type Actor, note } from './timeline.ts'

/** A ticket as it was, in a row of `merges`. */
export const Kept = Standing.extend({
  tags: z.array(z.string()),
  priority: z.string(),
  assigneeId: z.string().nullable(),
  teamId: z.string().nullable(),
  // The counted columns, which come back as they were while the messages are the same.
  messageCount: z.number(),
  preview: z.string(),
  lastMessageAt: z.string(),
  lastInboundId: z.string().nullable(),
  firstRepliedAt: z.string().nullable(),
})
export type Kept = z.infer<typeof Kept>

/** What a merge did to its target. */
export const TargetChange = z.object({
  before: Kept,
  after: Kept.pick({ tags: true, priority: true, assigneeId: true, teamId: true, status: true }),
  /** Who follows the target since the merge. */
  followers: z.array(z.string()),
})
export type TargetChange = z.infer<typeof TargetChange>

const ranks = ['low', 'normal', 'high', 'urgent']

/**
 * Merges the sources into the target, one after the other. Refused with the reason, and with CONFLICT naming the people
 * where customers differ and nobody has said that this is meant.
 */
export async function merge(tx: Tx, targetId: string, sourceIds: string[], actor: Actor, acrossCustomers: boolean): Promise<void> {
  const ids = [...new Set(sourceIds)]
  const held = await mergeables(tx, [targetId, ...ids], true)
  const target = held.find(({ id }) => id === targetId)
  const sources = ids.flatMap((id) => held.find((one) => one.id === id) ?? [])
  if (!target || sources.length < ids.length) throw notFound('ticket')
  for (const source of sources) {
    const why = await whyNotMerge(tx, source, target)
    if (why) throw refused(why)
  }
  const warnings = mergeWarnings(sources, target)
  const people = warnings.flatMap((warning) => (warning.kind === 'customers' ? [warning.other] : []))
  if (people.length > 0 && !acrossCustomers)
    throw conflict(reason('merge_customers', { names: [target.customerName, ...people].join(', ') }), { warnings })
  for (const source of sources) await mergeOne(tx, source.id, targetId, actor)
  changed(tx, 'tickets', `ticket:${targetId}`, ...ids.map((id) => `ticket:${id}` as const))
}

type Row = Awaited<ReturnType<typeof rowOf>>
const rowOf = (tx: Tx, id: string) => tx.selectFrom('tickets').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

async function mergeOne(tx: Tx, sourceId: string, targetId: string, actor: Actor): Promise<void> {
  const source = await rowOf(tx, sourceId)
  const target = await rowOf(tx, targetId)
  const [wasSource, before] = [await kept(tx, source), await kept(tx, target)]

  // What a merge moves knows its home; what was moved before keeps the one it has.
  await sql`update messages set home_id = coalesce(home_id, ticket_id), ticket_id = ${targetId} where ticket_id = ${sourceId}`.execute(tx)
  // A reply that waits asks before it goes into a conversation that has changed, and so it will here.
  await tx.updateTable('heldReplies').set({ ticketId: targetId }).where('ticketId', '=', sourceId).execute()
  await endReminder(tx, sourceId)
  await tx
    .updateTable('tickets')
    .set({
      mergedIntoId: targetId,
      status: 'closed',
      snoozedUntil: null,
      waitingSince: null,
      closedAt: sql`coalesce(closed_at, now())`,
      updatedAt: sql`now()`,
    })
    .where('id', '=', sourceId)
    .execute()

  // Whoever waits must be seen: an open source opens its target, a snoozed one sleeps on with it.
  const opens = source.status === 'open' && target.status !== 'open'
  if (opens) await endReminder(tx, targetId)
  const after = {
    tags: [...new Set([...target.tags, ...source.tags])],
    priority: ranks[Math.max(ranks.indexOf(target.priority), ranks.indexOf(source.priority))] ?? target.priority,
    assigneeId: target.assigneeId ?? source.assigneeId,
    teamId: target.teamId ?? source.teamId,
    status: opens ? 'open' : target.status,
  }
  await tx
    .updateTable('tickets')
    .set({
      ...after,
      ...(opens && { snoozedUntil: null, closedAt: null }),
      waitingSince: after.status === 'closed' ? null : sql<string>`least(waiting_since, ${wasSource.waitingSince}::timestamptz)`,
    })
    .where('id', '=', targetId)
    .execute()
  await recount(tx, [sourceId, targetId])

  const { rows: joined } = await sql<{ agentId: string }>`
    insert into followers (ticket_id, agent_id) select ${targetId}, agent_id from followers where ticket_id = ${sourceId}
    on conflict do nothing returning agent_id as "agentId"`.execute(tx)
  const change: TargetChange = { before, after, followers: joined.map(({ agentId }) => agentId) }
  const { id: mergeId } = await tx
    .insertInto('merges')
    .values({
      sourceId,
      targetId,
      agentId: actor.kind === 'agent' || actor.kind === 'api' ? actor.id : null,
      source: JSON.stringify(wasSource),
      target: JSON.stringify(change),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await note(tx, targetId, 'merged', actor, { mergeId, ticketId: sourceId, number: source.number, subject: source.subject })
  await note(tx, sourceId, 'merged_into', actor, { mergeId, ticketId: targetId, number: target.number })
}

async function kept(tx: Tx, { id, tags, priority, assigneeId, teamId, messageCount, preview, lastInboundId }: Row): Promise<Kept> {
  const { rows } = await sql<Pick<Kept, 'lastMessageAt' | 'firstRepliedAt'>>`
    select last_message_at::text as "lastMessageAt", first_replied_at::text as "firstRepliedAt" from tickets where id = ${id}`.execute(tx)
  const { lastMessageAt = '', firstRepliedAt = null } = rows[0] ?? {}
  return {
    ...(await standingOf(tx, id)),
    ...{ tags, priority, assigneeId, teamId, messageCount, preview, lastInboundId, lastMessageAt, firstRepliedAt },
  }
}
