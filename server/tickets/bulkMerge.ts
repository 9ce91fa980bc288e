/** Merging many tickets into one, each on its own: one that cannot be merged says why, and the others go on. */

import { sql } from 'kysely'
import type { BulkChange } from '../../shared/bulk.ts'
import { mostMerged } from '../../shared/lists.ts'
import { reason } from '../../shared/refusals.ts'
import type { Tx } from '../platform/db.ts'
import { notFound, refused } from '../platform/errors.ts'
import { merge } from './merge.ts'
import type { Actor } from './timeline.ts'
import { unmerge } from './unmerge.ts'

type Merging = Extract<BulkChange, { mergeInto: string }>

/** Refuses a run that merges into what is not there or has gone into another ticket itself, or more than at most `mostMerged`. */
export async function checkMerging(tx: Tx, { mergeInto }: Merging, count: number): Promise<void> {
  const target = await tx.selectFrom('tickets').select(['number', 'mergedIntoId']).where('id', '=', mergeInto).executeTakeFirst()
  if (!target) throw notFound('ticket')
  if (target.mergedIntoId !== null) throw refused(reason('merge_target_merged', { number: target.number }))
  if (count > mostMerged) throw refused(reason('merge_too_many', { most: mostMerged, count }))
}

/** Merges one ticket of a run; refused with the reason. */
export const intoTarget = (tx: Tx, ticketId: string, actor: Actor, { mergeInto, acrossCustomers }: Merging): Promise<void> =>
  merge(tx, mergeInto, [ticketId], actor, acrossCustomers)

/** Takes one ticket of a run out again. */
export async function outOfTarget(tx: Tx, ticketId: string, actor: Actor): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from merges where source_id = ${ticketId} and undone_at is null order by merged_at desc, id desc limit 1`.execute(tx)
  if (!rows[0]) throw refused(reason('unmerged_before'))
  await unmerge(tx, rows[0].id, actor)
}
