/** What a bulk change does to some tickets; each says how it ended. */
import type { BulkChange } from '../../shared/bulk.ts'
import type { Reason } from '../../shared/refusals.ts'
import type { TicketChange } from '../../shared/ticketChange.ts'
import type { Tx } from '../platform/db.ts'
import { closeMany } from './bulkClose.ts'
import { intoTarget } from './bulkMerge.ts'
import { attempt, columnsOf, type Held, hold, type Outcome, type Standing } from './bulkTicket.ts'
import { change } from './change.ts'
import { markRead } from './read.ts'
import type { Actor } from './timeline.ts'

/** How many tickets are changed in one transaction: closing is a few statements for all, the rest some statements each. */
export const handfulOf = (wish: BulkChange) => ('status' in wish && wish.status === 'closed' ? 1000 : 50)

/** Changes these tickets as wished. */
export async function applyBulk(tx: Tx, ids: string[], actor: Actor, wish: BulkChange): Promise<Outcome[]> {
  // The target is held together with them.
  const held = await hold(tx, 'mergeInto' in wish ? [...ids, wish.mergeInto] : ids, actor.id)
  const open = ids.flatMap((id) => held.get(id) ?? []).filter((ticket) => !isSo(ticket, wish))
  const isClosing = 'status' in wish && wish.status === 'closed'
  const refusals = new Map<string, Reason>()
  if (isClosing)
    await closeMany(
      tx,
      open.map(({ id }) => id),
      actor,
    )
  else
    for (const ticket of open) {
      const refusal = await attempt(tx, () => changeOne(tx, ticket, actor, wish))
      if (refusal) refusals.set(ticket.id, refusal)
    }
  const now = await hold(tx, ids, actor.id)
  return ids.map((ticketId): Outcome => {
    const [was, is] = [held.get(ticketId), now.get(ticketId)]
    if (!was || !is) return { ticketId, state: 'refused', why: 'gone' }
    const refusal = refusals.get(ticketId)
    if (refusal) return { ticketId, state: 'refused', why: refusal.sentence, refusal }
    if (isSo(was, wish)) return { ticketId, state: 'same' }
    const columns = columnsOf(wish)
    return { ticketId, state: 'done', was: pick(was, columns), became: pick(is, columns) }
  })
}

const pick = (ticket: Held, columns: (keyof Held)[]): Standing => Object.fromEntries(columns.map((column) => [column, ticket[column]]))

function isSo(ticket: Held, wish: BulkChange): boolean {
  if ('status' in wish) return ticket.status === wish.status && wish.status !== 'snoozed'
  if ('assigneeId' in wish) return ticket.assigneeId === wish.assigneeId
  if ('teamId' in wish) return ticket.teamId === wish.teamId
  if ('priority' in wish) return ticket.priority === wish.priority
  if ('isSpam' in wish) return ticket.isSpam === wish.isSpam
  if ('addTags' in wish) return wish.addTags.every((tag) => ticket.tags.includes(tag))
  if ('removeTags' in wish) return !wish.removeTags.some((tag) => ticket.tags.includes(tag))
  if ('mergeInto' in wish) return ticket.mergedIntoId === wish.mergeInto
  return !wish.isRead && ticket.readAt === null
}

async function changeOne(tx: Tx, ticket: Held, actor: Actor, wish: BulkChange): Promise<void> {
  if ('isRead' in wish) return markRead(tx, actor.id ?? '', ticket.id, wish.isRead)
  if ('mergeInto' in wish) return intoTarget(tx, ticket.id, actor, wish)
  await change(tx, ticket.id, actor, asChange(ticket, wish))
}

function asChange(ticket: Held, wish: Exclude<BulkChange, { isRead: boolean } | { mergeInto: string }>): TicketChange {
  if ('addTags' in wish) return { tags: [...ticket.tags, ...wish.addTags] }
  if ('removeTags' in wish) return { tags: ticket.tags.filter((tag) => !wish.removeTags.includes(tag)) }
  return wish
}
