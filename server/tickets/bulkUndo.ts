/** What taking a bulk change back does to some tickets; each says how it ended. */
import { sql } from 'kysely'
import type { BulkChange } from '../../shared/bulk.ts'
import type { TicketChange } from '../../shared/ticketChange.ts'
import { channelOf } from '../channels/list.ts'
import type { Tx } from '../platform/db.ts'
import { uncloseMany } from './bulkClose.ts'
import { outOfTarget } from './bulkMerge.ts'
import { attempt, columnsOf, type Held, hold, type Outcome, type Standing } from './bulkTicket.ts'
import { change } from './change.ts'
import type { Actor } from './timeline.ts'
import { undoSpam } from './undoSpam.ts'

/** A bulk change can be taken back as long as its outcome is on the screen. */
const undoSpamSeconds = 86_400

/** Makes these tickets what they were, where they still are what the change made of them. */
export async function undoBulk(
  tx: Tx,
  items: { ticketId: string; was: Standing; became: Standing }[],
  actor: Actor,
  undone: BulkChange,
): Promise<Outcome[]> {
  const isMerge = 'mergeInto' in undone
  const ids = items.map(({ ticketId }) => ticketId)
  const held = await hold(tx, isMerge ? [...ids, undone.mergeInto] : ids, actor.id)
  const isClosing = 'status' in undone && undone.status === 'closed'
  const outcomes: Outcome[] = []
  const toUnclose: string[] = []
  // What went into a ticket last comes out first: each knows the target as it found it.
  for (const { ticketId, was, became } of isMerge ? items.toReversed() : items) {
    const ticket = held.get(ticketId)
    const isEnded = ticket !== undefined && !isMerge && isOver(ticket)
    const why = !ticket ? 'gone' : isChangedSince(ticket, became, undone) ? 'changed_since' : isEnded ? 'chat_ended' : undefined
    if (why !== undefined || !ticket) outcomes.push({ ticketId, state: 'refused', why })
    else if (isClosing) toUnclose.push(ticketId)
    else {
      const refusal = await attempt(tx, () => takeBack(tx, ticket, was, actor, undone))
      outcomes.push(refusal ? { ticketId, state: 'refused', why: refusal.sentence, refusal } : { ticketId, state: 'done' })
    }
  }
  await uncloseMany(tx, toUnclose)
  return [...outcomes, ...toUnclose.map((ticketId): Outcome => ({ ticketId, state: 'done' }))]
}

/** A chat that was closed is over for good. */
const isOver = (ticket: Held) => ticket.status === 'closed' && channelOf(ticket.channel).ticketRule.whenClosed === 'begins a new one'

/** What of it somebody else may have changed meanwhile: a waiting time moves by itself. */
function isChangedSince(ticket: Held, became: Standing, undone: BulkChange): boolean {
  const columns = columnsOf(undone).filter((column) => column !== 'waitingSince' && column !== 'isAutomated')
  return columns.some((column) => JSON.stringify(ticket[column]) !== JSON.stringify(became[column] ?? null))
}

async function takeBack(tx: Tx, ticket: Held, was: Standing, actor: Actor, undone: BulkChange): Promise<void> {
  if ('mergeInto' in undone) return outOfTarget(tx, ticket.id, actor)
  if ('isRead' in undone) return setRead(tx, ticket.id, actor.id ?? '', was.readAt)
  const wish = Object.fromEntries(columnsOf(undone).map((column) => [column, was[column]])) as Partial<Held>
  if ('status' in undone) {
    const isLater = wish.status === 'snoozed' && new Date(wish.snoozedUntil ?? 0).getTime() > Date.now()
    // Its snooze would have ended by now.
    const status = wish.status === 'snoozed' && !isLater ? 'open' : wish.status
    await change(tx, ticket.id, actor, { status, isUndo: true, ...(isLater && { snoozedUntil: new Date(wish.snoozedUntil ?? 0) }) })
    return
  }
  if ('isSpam' in undone && undone.isSpam && (await undoSpam(tx, ticket.id, actor, undoSpamSeconds))) return
  const { isSpam, isAutomated, waitingSince, ...rest } = wish
  await change(tx, ticket.id, actor, { ...rest, ...(isSpam !== undefined && { isSpam }) } as TicketChange)
  if (isSpam !== undefined)
    await sql`update tickets set is_automated = ${isAutomated}, waiting_since = ${waitingSince}::timestamptz where id = ${ticket.id}`.execute(
      tx,
    )
}

async function setRead(tx: Tx, ticketId: string, agentId: string, readAt: unknown): Promise<void> {
  await tx.deleteFrom('ticketReads').where('ticketId', '=', ticketId).where('agentId', '=', agentId).execute()
  if (typeof readAt === 'string')
    await sql`insert into ticket_reads (ticket_id, agent_id, read_at) values (${ticketId}, ${agentId}, ${readAt}::timestamptz)`.execute(tx)
}
