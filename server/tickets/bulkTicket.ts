/** A ticket in a bulk change: what it stood at, held while it is changed, and how the change ended for it. */
import { ORPCError } from '@orpc/server'
import { sql } from 'kysely'
import type { BulkChange } from '../../shared/bulk.ts'
import type { Reason } from '../../shared/refusals.ts'
import type { ChannelKey, Status } from '../../shared/words.ts'
import type { Tx } from '../platform/db.ts'
import { reasonIn } from '../platform/errors.ts'

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

/** The columns that bulk changes read or replace. */
export interface Held {
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

/** Holds the rows in the order of their ids, so that two who hold several never wait for each other crosswise. */
export async function hold(tx: Tx, ids: string[], agentId: string | null): Promise<Map<string, Held>> {
  const { rows } = await sql<Held>`
    select t.id, t.channel, t.status, t.snoozed_until::text as snoozed_until, t.closed_at::text as closed_at, t.waiting_since::text as waiting_since,
      t.assignee_id, t.team_id, t.priority, t.tags, t.is_spam, t.is_automated, t.merged_into_id,
      (select r.read_at::text from ticket_reads r where r.ticket_id = t.id and r.agent_id = ${agentId}::uuid) as read_at
    from tickets t where t.id = any(${ids}::uuid[]) order by t.id for update`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

/** The columns that a change may touch. */
export function columnsOf(wish: BulkChange): (keyof Held)[] {
  if ('status' in wish) return ['status', 'snoozedUntil', 'closedAt', 'waitingSince']
  if ('assigneeId' in wish) return ['assigneeId']
  if ('teamId' in wish) return ['teamId']
  if ('priority' in wish) return ['priority']
  if ('isSpam' in wish) return ['isSpam', 'isAutomated', 'waitingSince']
  if ('isRead' in wish) return ['readAt']
  if ('mergeInto' in wish) return ['mergedIntoId']
  return ['tags']
}

/** Does it, or takes back what it began and returns the reason of the refusal. What is no refusal is thrown on. */
export async function attempt(tx: Tx, work: () => Promise<void>): Promise<Reason | undefined> {
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
