/**
 * The registry of actions: what a rule, a macro or a bulk edit can do to a ticket. To add one, add an object here. Each
 * says on the timeline who did it and why.
 */

import { sql } from 'kysely'
import { z } from 'zod'
import { type Reason, reason } from '../../shared/refusals.ts'
import type { ActionCall, ActionShape } from '../../shared/triage.ts'
import { Priority } from '../../shared/words.ts'
import type { Db } from '../platform/db.ts'
import { notify } from '../team/notify.ts'
import { type Action, define, isDone, noted } from './action.ts'
import { statusActions } from './statusActions.ts'

const list: Action[] = [
  define({
    action: 'assign_team',
    label: 'Assign to team',
    inputs: [{ name: 'teamId', label: 'Team', kind: 'team' }],
    assigns: true,
    shape: z.strictObject({ teamId: z.uuid() }),
    run: async (tx, ticketId, { teamId }, why) =>
      isDone(
        await sql`with did as (
          update tickets t set team_id = x.id, updated_at = now() from teams x
          where t.id = ${ticketId} and x.id = ${teamId}
          returning t.id as ticket_id, jsonb_build_object('teamId', x.id, 'name', x.name) as data)
        ${noted('team', why)}`.execute(tx),
      ),
  }),
  define({
    action: 'assign_agent',
    label: 'Assign to agent',
    inputs: [{ name: 'agentId', label: 'Agent', kind: 'agent' }],
    assigns: true,
    shape: z.strictObject({ agentId: z.uuid() }),
    run: async (tx, ticketId, { agentId }, why) => {
      const isGiven = isDone(
        await sql`with did as (
          update tickets t set assignee_id = a.id, updated_at = now() from agents a
          where t.id = ${ticketId} and a.id = ${agentId} and a.deactivated_at is null
          returning t.id as ticket_id, jsonb_build_object('assigneeId', a.id, 'name', a.name) as data)
        ${noted('assigned', why)}`.execute(tx),
      )
      if (isGiven) await notify(tx, { kind: 'assigned', ticketId, by: why }, [agentId])
      return isGiven
    },
  }),
  define({
    action: 'tag',
    label: 'Add tags',
    inputs: [{ name: 'tags', label: 'Tags', kind: 'tags' }],
    assigns: false,
    shape: z.strictObject({ tags: z.array(z.string().max(60)).min(1).max(20) }),
    run: async (tx, ticketId, { tags }, why) =>
      isDone(
        await sql`with added as (
          select array_agg(key order by key) as keys from tags
          where key = any(${tags}::text[]) and not exists (select 1 from tickets where id = ${ticketId} and tags.key = any(tickets.tags))
        ), did as (
          update tickets t set tags = t.tags || added.keys, updated_at = now() from added
          where t.id = ${ticketId} and added.keys is not null
          returning t.id as ticket_id, jsonb_build_object('added', added.keys, 'removed', '[]'::jsonb) as data)
        ${noted('tagged', why)}`.execute(tx),
      ),
  }),
  define({
    action: 'prioritise',
    label: 'Set priority',
    inputs: [{ name: 'priority', label: 'Priority', kind: 'priority' }],
    assigns: false,
    shape: z.strictObject({ priority: Priority }),
    run: async (tx, ticketId, { priority }, why) =>
      isDone(
        await sql`with before as (select id, priority from tickets where id = ${ticketId}), did as (
          update tickets t set priority = ${priority}, updated_at = now() from before
          where t.id = before.id and before.priority <> ${priority}
          returning t.id as ticket_id, jsonb_build_object('from', before.priority, 'to', t.priority) as data)
        ${noted('priority', why)}`.execute(tx),
      ),
  }),
  ...statusActions,
]

export const actions: ReadonlyMap<string, Action> = new Map(list.map((action) => [action.action, action]))

/** What the desk needs to draw the actions. */
export const actionShapes = (): ActionShape[] =>
  [...actions.values()].map(({ action, label, inputs }) => ({ action, label, input: inputs }))

/** Those actions that can still be done: what is saved outlives the teams and tags that it names. */
export async function fitting(db: Db, calls: ActionCall[]): Promise<ActionCall[]> {
  const problems = await Promise.all(calls.map((call) => checkActions(db, [call])))
  return calls.filter((_, index) => problems[index] === undefined)
}

/** The first thing wrong with some actions, or undefined: unknown, unfit, or naming what is not there. */
export async function checkActions(tx: Db, calls: ActionCall[]): Promise<Reason | undefined> {
  for (const { action, input } of calls) {
    const known = actions.get(action)
    if (!known) return reason('action_unknown', { action })
    const parsed = known.shape.safeParse(input)
    const [issue] = parsed.error?.issues ?? []
    const missing = issue
      ? reason('action_input', { action: known.label, input: issue.path.join('.') || 'input', why: issue.message })
      : await findMissing(tx, known.label, input)
    // The screen calls an action by its own name for it.
    if (missing) return { ...missing, values: { ...missing.values, actionKey: action } }
  }
  return undefined
}

async function findMissing(tx: Db, action: string, { teamId, agentId, tags }: ActionCall['input']): Promise<Reason | undefined> {
  if (typeof teamId === 'string' && !(await tx.selectFrom('teams').select('id').where('id', '=', teamId).executeTakeFirst()))
    return reason('action_team', { action })
  if (typeof agentId === 'string') {
    const agent = await tx.selectFrom('agents').select('deactivatedAt').where('id', '=', agentId).executeTakeFirst()
    if (!agent || agent.deactivatedAt) return reason('action_agent', { action })
  }
  if (Array.isArray(tags)) {
    const known = await tx.selectFrom('tags').select('key').where('key', '=', sql<string>`any(${tags}::text[])`).execute()
    const unknown = tags.find((tag) => !known.some(({ key }) => key === tag))
    if (unknown !== undefined) return reason('action_tag', { action, tag: unknown })
  }
  return undefined
}
