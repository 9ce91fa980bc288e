/** Routing: the rules in order, the first that matches wins; without one, round robin. */
import type { ActionCall, RuleTrace } from '../../shared/triage.ts'
import type { Tx } from '../platform/db.ts'
import { actions } from '../tickets/actions.ts'
import { type Actor, system } from '../tickets/timeline.ts'
import type { AskedRule, Tried } from './evaluate.ts'
import { type Given, type Online, takeTurn } from './roundRobin.ts'

export interface Routable extends Online {
  id: string
  /** The active agent who has it. */
  assigneeId: string | null
  teamId: string | null
}

export interface Routed {
  /** Kept on the timeline; `isQueued`: it waits for somebody to come online. */
  trace: RuleTrace & { isQueued: boolean }
  by: Actor
  /** Whose turn it was, and is taken; the ticket is theirs once that is recorded. */
  given: Given | undefined
}

/**
 * Routes a ticket by the rules tried: takes the actions of the one that matched. What somebody has stays with them: then
 * only tags and priority are touched. A rule that names a team (or nobody) leaves the choice of the agent to round robin in
 * that team; with nobody online the ticket waits in the team's queue.
 */
export async function route(tx: Tx, ticket: Routable, tried: Tried[]): Promise<Routed> {
  const last = tried.at(-1)
  const rule = last?.matched ? last.rule : undefined
  const done = rule ? await takeActions(tx, ticket, rule) : []

  const named = done.findLast(({ action }) => action === 'assign_team')?.input.teamId
  const isFree = ticket.assigneeId === null && !done.some(({ action }) => action === 'assign_agent')
  const teamId = typeof named === 'string' ? named : (ticket.teamId ?? ticket.defaultTeamId)
  // Who comes online at this very moment is given it by the clock's next round.
  const given = isFree && teamId !== null && ticket.teamsOnline.includes(teamId) ? await takeTurn(tx, teamId) : undefined
  if (given) done.push({ action: 'assign_agent', input: { agentId: given.agentId } })

  const outcome = ticket.assigneeId !== null ? 'already_assigned' : rule ? 'rule' : given ? 'round_robin' : 'nobody_online'
  return {
    trace: { tried: tried.map(({ rule: _, ...trace }) => trace), outcome, actions: done, isQueued: isFree && !given },
    by: rule ? { kind: 'rule', id: rule.id, name: rule.name } : system,
    given,
  }
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
