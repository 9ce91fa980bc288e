/** What a bulk change does to some tickets, and what taking it back does; each ticket says how it ended. */
import { ORPCError } from '@orpc/server'
import { sql } from 'kysely'
import type { BulkChange } from '../../shared/bulk.ts'
import type { Reason } from '../../shared/refusals.ts'
import type { TicketChange } from '../../shared/tickets.ts'
import type { ChannelKey, Status } from '../../shared/words.ts'
import { channelOf } from '../channels/list.ts'
import type { Tx } from '../platform/db.ts'
import { reasonIn } from '../platform/errors.ts'
import { closeMany, uncloseMany } from './bulkClose.ts'
import { intoTarget, outOfTarget } from './bulkMerge.ts'
import { change } from './change.ts'
import { markRead } from './read.ts'
import type { Actor } from './timeline.ts'
import { undoSpam } from './undoSpam.ts'

/** What a change replaces, in the ticket's own columns; times are PostgreSQL's text. */
export type Standing = Record<string, unknown>
export interface Outcome {
  ticketId: string
  state: 'done' | 'same' | 'refused'
  /** A code, or the sentence of `refusal`. */
  why?: string
  refusal?: Reason
  was?: Standing
  became?: Standing
}

interface Held {
  id: string
  channel: ChannelKey
  status: Status
  snoozedUntil: string | null
  closedAt: string | null
  waitingSince: string | null
  assigneeId: string | null
  teamId: string | null
  priority: string
  tags: string[]
  isSpam: boolean
  isAutomated: boolean
  readAt: string | null
  mergedIntoId: string | null
}

/** A bulk change can be taken back as long as its outcome is on the screen. */
const undoSpamSeconds = 86_400

/** How many tickets are changed in one transaction: closing is a few statements for all, the rest some statements each. */
export const handfulOf = (wish: BulkChange) => ('status' in wish && wish.status === 'closed' ? 1000 : 50)

/** Holds the rows in the order of their ids, so that two who hold several never wait for each other crosswise. */
async function hold(tx: Tx, ids: string[], agentId: string | null): Promise<Map<string, Held>> {
  const { rows } = await sql<Held>`
    select t.id, t.channel, t.status, t.snoozed_until::text as snoozed_until, t.closed_at::text as closed_at, t.waiting_since::text as waiting_since,
      t.assignee_id, t.team_id, t.priority, t.tags, t.is_spam, t.is_automated, t.merged_into_id,
      (select r.read_at::text from ticket_reads r where r.ticket_id = t.id and r.agent_id = ${agentId}::uuid) as read_at
    from tickets t where t.id = any(${ids}::uuid[]) order by t.id for update`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

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

const pick = (ticket: Held, columns: (keyof Held)[]): Standing => Object.fromEntries(columns.map((column) => [column, ticket[column]]))

/** The columns that a change may touch. */
function columnsOf(wish: BulkChange): (keyof Held)[] {
  if ('status' in wish) return ['status', 'snoozedUntil', 'closedAt', 'waitingSince']
  if ('assigneeId' in wish) return ['assigneeId']
  if ('teamId' in wish) return ['teamId']
  if ('priority' in wish) return ['priority']
  if ('isSpam' in wish) return ['isSpam', 'isAutomated', 'waitingSince']
  if ('isRead' in wish) return ['readAt']
  if ('mergeInto' in wish) return ['mergedIntoId']
  return ['tags']
}

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

/** What of it somebody else may have changed meanwhile: a waiting time moves by itself. */
function isChangedSince(ticket: Held, became: Standing, undone: BulkChange): boolean {
  const columns = columnsOf(undone).filter((column) => column !== 'waitingSince' && column !== 'isAutomated')
  return columns.some((column) => JSON.stringify(ticket[column]) !== JSON.stringify(became[column] ?? null))
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

/** Does it, or takes back what it began and returns the reason of the refusal. What is no refusal is thrown on. */
async function attempt(tx: Tx, work: () => Promise<void>): Promise<Reason | undefined> {
  await sql`savepoint one`.execute(tx)
  try {
    await work()
    await sql`release savepoint one`.execute(tx)
    return undefined
  } catch (error) {
    if (!(error instanceof ORPCError)) throw error
    await sql`rollback to savepoint one`.execute(tx)
    return reasonIn(error)
  }
}
