/** Undoing a merge: the source has again what was its own and stands as it stood; what was written since stays in the target. */
import { sql } from 'kysely'
import { reason } from '../../shared/refusals.ts'
import { changed, type Tx } from '../platform/db.ts'
import { notFound, refused } from '../platform/errors.ts'
import { Kept, TargetChange } from './merge.ts'
import { leadsTo } from './merged.ts'
import { oldestUnanswered, recount } from './recount.ts'
import { restoreStanding } from './standing.ts'
import { type Actor, note } from './timeline.ts'

/** Takes a merge back; answers the ticket that stands on its own again. */
export async function unmerge(tx: Tx, mergeId: string, actor: Actor): Promise<string> {
  const merge = await tx.selectFrom('merges').selectAll().where('id', '=', mergeId).forUpdate().executeTakeFirst()
  if (!merge) throw notFound('merge')
  if (merge.undoneAt) throw refused(reason('unmerged_before'))
  const { sourceId, targetId } = merge
  // The target may have been merged since: then what is to come back stands where that one leads.
  const holderId = await leadsTo(tx, targetId)
  await sql`select id from tickets where id = any(${[sourceId, targetId, holderId]}::uuid[]) order by id for update`.execute(tx)
  if ((await leadsTo(tx, targetId)) !== holderId) throw refused(reason('merge_meanwhile'))

  // The source's own, and those of tickets that had gone into it before.
  await sql`
    with recursive family as (
      select ${sourceId}::uuid as id
      union select t.id from tickets t join family on t.merged_into_id = family.id
    )
    update messages m set ticket_id = ${sourceId}, home_id = nullif(m.home_id, ${sourceId})
    where m.ticket_id = ${holderId} and m.home_id in (select id from family)`.execute(tx)
  await tx.updateTable('tickets').set({ mergedIntoId: null }).where('id', '=', sourceId).execute()
  await tx.updateTable('merges').set({ undoneAt: sql`clock_timestamp()` }).where('id', '=', mergeId).execute()
  await recount(tx, [sourceId, holderId])

  const was = Kept.parse(merge.source)
  await restoreStanding(tx, sourceId, was, was.waitingSince)
  await restoreCounts(tx, sourceId, was)
  await giveBack(tx, holderId, holderId === targetId, TargetChange.parse(merge.target), merge.mergedAt)

  const [source, holder] = [await named(tx, sourceId), await named(tx, holderId)]
  await note(tx, holderId, 'unmerged', actor, { mergeId, ticketId: sourceId, ...source })
  await note(tx, sourceId, 'unmerged_from', actor, { mergeId, ticketId: holderId, number: holder.number })
  changed(tx, 'tickets', `ticket:${sourceId}`, `ticket:${holderId}`, `ticket:${targetId}`)
  return sourceId
}

const named = (tx: Tx, id: string) => tx.selectFrom('tickets').select(['number', 'subject']).where('id', '=', id).executeTakeFirstOrThrow()

/** Each thing that the merge changed on the target goes back, unless somebody has changed it since. */
async function giveBack(
  tx: Tx,
  holderId: string,
  isOwn: boolean,
  { before, after, followers }: TargetChange,
  mergedAt: Date,
): Promise<void> {
  const now = await tx.selectFrom('tickets').selectAll().where('id', '=', holderId).executeTakeFirstOrThrow()
  const same = (key: 'priority' | 'assigneeId' | 'teamId') => isOwn && now[key] === after[key]
  const added = after.tags.filter((tag) => !before.tags.includes(tag))
  await tx
    .updateTable('tickets')
    .set({
      updatedAt: sql`now()`,
      ...(isOwn && { tags: now.tags.filter((tag) => !added.includes(tag)) }),
      ...(same('priority') && { priority: before.priority }),
      ...(same('assigneeId') && { assigneeId: before.assigneeId }),
      ...(same('teamId') && { teamId: before.teamId }),
    })
    .where('id', '=', holderId)
    .execute()

  // Nobody waits any more, or still whoever waited before, or whoever has written since.
  const since = now.waitingSince ? await oldestUnanswered(tx, holderId, mergedAt) : null
  const wasWaiting = now.waitingSince && isOwn ? before.waitingSince : null
  const waitingSince = wasWaiting ?? since
  if (isOwn && now.status === after.status && before.status !== after.status && !since)
    await restoreStanding(tx, holderId, before, waitingSince)
  else await tx.updateTable('tickets').set({ waitingSince }).where('id', '=', holderId).execute()
  if (isOwn) await restoreCounts(tx, holderId, before)
  if (isOwn && followers.length > 0)
    await tx
      .deleteFrom('followers')
      .where('ticketId', '=', holderId)
      .where('agentId', '=', sql<string>`any(${followers}::uuid[])`)
      .execute()
}

/** While the messages are those of then, what came with them (a preview without the signature, say) is as well. */
async function restoreCounts(tx: Tx, ticketId: string, was: Kept): Promise<void> {
  await tx
    .updateTable('tickets')
    .set({ preview: was.preview, lastMessageAt: was.lastMessageAt, firstRepliedAt: was.firstRepliedAt })
    .where('id', '=', ticketId)
    .where('messageCount', '=', was.messageCount)
    .where('lastInboundId', 'is not distinct from', was.lastInboundId)
    .execute()
}
