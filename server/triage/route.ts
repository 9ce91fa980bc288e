/** Routing: the rules in order, the first that matches wins; without one, round robin. The trace stays on the ticket. */
import type { ActionCall, RuleTrace } from '../../shared/triage.ts'
import type { Tx } from '../platform/db.ts'
import { note, system } from '../tickets/timeline.ts'
import { actions } from './actions.ts'
import type { AskedRule, Tried } from './evaluate.ts'
import { giveToNext } from './roundRobin.ts'

export interface Routable {
  id: string
  /** The active agent who has it. */
  assigneeId: string | null
  teamId: string | null
}

/**
 * Routes a ticket by the rules tried. What somebody has stays with them: then only tags and priority are touched. A rule that names a team
 * (or nobody) leaves the choice of the agent to round robin in that team; with nobody online the ticket waits in the
 * team's queue, and `isQueued` on the trace says so.
 */
export async function route(tx: Tx, ticket: Routable, tried: Tried[]): Promise<RuleTrace & { isQueued: boolean }> {
  const last = tried.at(-1)
  const rule = last?.matched ? last.rule : undefined
  const done = rule ? await takeActions(tx, ticket, rule) : []

  const named = done.findLast(({ action }) => action === 'assign_team')?.input.teamId
  const isFree = ticket.assigneeId === null && !done.some(({ action }) => action === 'assign_agent')
  const given = isFree ? await giveToNext(tx, ticket.id, typeof named === 'string' ? named : ticket.teamId) : undefined
  if (given) done.push({ action: 'assign_agent', input: { agentId: given.agentId } })

  const isQueued = isFree && !given
  const outcome = ticket.assigneeId !== null ? 'already_assigned' : rule ? 'rule' : given ? 'round_robin' : 'nobody_online'
  const trace = { tried: tried.map(({ rule: _, ...trace }) => trace), outcome, actions: done, isQueued } as const
  await note(tx, ticket.id, 'routed', rule ? { kind: 'rule', id: rule.id, name: rule.name } : system, trace)
  return trace
}

async function takeActions(tx: Tx, ticket: Routable, rule: AskedRule): Promise<ActionCall[]> {
  const done: ActionCall[] = []
  for (const call of rule.actions) {
    const action = actions.get(call.action)
    // Saved rules outlive what they name: an action that is no more, or no longer fits, is passed over.
    if (!action?.shape.safeParse(call.input).success || (action.assigns && ticket.assigneeId !== null)) continue
    if (await action.run(tx, ticket.id, call.input, { kind: 'rule', id: rule.id, name: rule.name })) done.push(call)
  }
  return done
}
