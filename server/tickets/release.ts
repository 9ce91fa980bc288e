/** Lets a held reply go when its time has come, or holds it back and says so when the conversation changed meanwhile. */

import { ORPCError } from '@orpc/server'
import { type Reason, reason } from '../../shared/refusals.ts'
import { type Db, inTransaction, type Tx } from '../platform/db.ts'
import { reasonIn } from '../platform/errors.ts'
import { notify } from '../team/notify.ts'
import { crossing, tell } from './held.ts'
import { reply } from './reply.ts'
import { note, system } from './timeline.ts'

type Stop = 'customer' | 'colleague' | 'refused'

/** Sends one: exactly once, however often and wherever this is asked. What was cancelled or moved meanwhile stays. */
export async function release(db: Db, heldReplyId: string): Promise<void> {
  try {
    await inTransaction(db, (tx) => letGo(tx, heldReplyId))
  } catch (error) {
    // What may not go is no fault that trying again would mend; the writer has to see it.
    if (!(error instanceof ORPCError) || error.status >= 500) throw error
    const isCrossing = typeof error.data === 'object' && error.data !== null && 'lastInboundMessageId' in error.data
    const why = isCrossing ? 'customer' : 'refused'
    await inTransaction(db, (tx) => stop(tx, heldReplyId, why, why === 'refused' ? reasonIn(error) : null))
  }
}

async function letGo(tx: Tx, id: string): Promise<void> {
  // The ticket first, as everywhere: whoever takes the two in another order would wait for us while we wait for them.
  const place = await tx.selectFrom('heldReplies').select('ticketId').where('id', '=', id).executeTakeFirst()
  if (!place) return
  await tx.selectFrom('tickets').select('id').where('id', '=', place.ticketId).forUpdate().execute()
  const row = await tx
    .selectFrom('heldReplies as h')
    .innerJoin('tickets as t', 't.id', 'h.ticketId')
    .innerJoin('agents as a', 'a.id', 'h.agentId')
    .selectAll('h')
    .select(['a.name', 'a.deactivatedAt', crossing.as('crossing')])
    .where('h.id', '=', id)
    .forUpdate('h')
    .executeTakeFirst()
  // Half a second for clocks: the job's and the row's time came from the same number.
  if (!row || row.stopped || row.sendAt.getTime() > Date.now() + 500) return
  if (row.crossing) return stop(tx, id, row.crossing, null)
  if (row.kind === 'later' && row.deactivatedAt) return stop(tx, id, 'refused', reason('writer_gone', { writer: row.name }))
  await tx.deleteFrom('heldReplies').where('id', '=', id).execute()
  const { reply: written } = row.content
  await reply(tx, row.ticketId, { agentId: row.agentId, name: row.name }, written)
  tell(tx, row.ticketId, row.agentId)
}

async function stop(tx: Tx, id: string, why: Stop, refusal: Reason | null): Promise<void> {
  const row = await tx
    .updateTable('heldReplies')
    .set({ stopped: why, reason: refusal && JSON.stringify(refusal) })
    .where('id', '=', id)
    // Two that tried at once and were both refused say it once.
    .where('stopped', 'is', null)
    .returning(['ticketId', 'agentId'])
    .executeTakeFirst()
  if (!row) return
  await note(tx, row.ticketId, 'reply_stopped', system, { why, ...(refusal && { refusal, reason: refusal.sentence }) })
  await notify(tx, { kind: 'reply_stopped', ticketId: row.ticketId }, [row.agentId])
  tell(tx, row.ticketId, row.agentId)
}
