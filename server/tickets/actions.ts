/**
 * The registry of actions: what a rule, a macro or a bulk edit can do to a ticket. To add one, add an object here. Each
 * says on the timeline who did it and why.
 */
import { sql } from 'kysely'
import { z } from 'zod'
import type { ActionCall, ActionShape } from '../../shared/triage.ts'
import { Priority } from '../../shared/words.ts'
import type { Tx } from '../platform/db.ts'
import type { Actor } from './timeline.ts'

export interface Action {
  action: string
  label: string
  inputs: ActionShape['input']
  /** True where it says who is to have the ticket; such an action leaves a ticket alone that somebody has. */
  assigns: boolean
  shape: z.ZodType
  /** Does it, in one statement with its line on the timeline. False: nothing to be done, or its target is gone. */
  run(tx: Tx, ticketId: string, input: unknown, why: Actor): Promise<boolean>
}

/** Ties an action's input to its shape, so that `run` is given what was checked. */
function define<Input>(
  action: Omit<Action, 'run' | 'shape'> & {
    shape: z.ZodType<Input>
    run(tx: Tx, ticketId: string, input: Input, why: Actor): Promise<boolean>
  },
): Action {
  return { ...action, run: (tx, ticketId, input, why) => action.run(tx, ticketId, action.shape.parse(input), why) }
}

/** The line on the timeline, out of a query `did` that yields `ticket_id` and `data`, so that both are one statement. */
const noted = (kind: string, why: Actor) =>
  sql`insert into timeline (ticket_id, kind, actor_kind, actor_id, actor_name, data)
    select ticket_id, ${kind}, ${why.kind}, ${why.id}::uuid, ${why.name}, data from did`

const isDone = (result: { numAffectedRows?: bigint }) => (result.numAffectedRows ?? 0n) > 0n

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
    run: async (tx, ticketId, { agentId }, why) =>
      isDone(
        await sql`with did as (
          update tickets t set assignee_id = a.id, updated_at = now() from agents a
          where t.id = ${ticketId} and a.id = ${agentId} and a.deactivated_at is null
          returning t.id as ticket_id, jsonb_build_object('assigneeId', a.id, 'name', a.name) as data)
        ${noted('assigned', why)}`.execute(tx),
      ),
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
]

export const actions: ReadonlyMap<string, Action> = new Map(list.map((action) => [action.action, action]))

/** What the desk needs to draw the actions. */
export const actionShapes = (): ActionShape[] =>
  [...actions.values()].map(({ action, label, inputs }) => ({ action, label, input: inputs }))

/** The first thing wrong with some actions, as a sentence, or undefined: unknown, unfit, or naming what is not there. */
export async function checkActions(tx: Tx, calls: ActionCall[]): Promise<string | undefined> {
  for (const { action, input } of calls) {
    const known = actions.get(action)
    if (!known) return `There is no action “${action}”.`
    const parsed = known.shape.safeParse(input)
    if (!parsed.success) return `“${known.label}”: ${parsed.error.issues[0]?.path.join('.') || 'input'} ${parsed.error.issues[0]?.message}.`
    const missing = await findMissing(tx, input)
    if (missing) return `“${known.label}”: ${missing}`
  }
  return undefined
}

async function findMissing(tx: Tx, { teamId, agentId, tags }: ActionCall['input']): Promise<string | undefined> {
  if (typeof teamId === 'string' && !(await tx.selectFrom('teams').select('id').where('id', '=', teamId).executeTakeFirst()))
    return 'there is no such team.'
  if (typeof agentId === 'string') {
    const agent = await tx.selectFrom('agents').select('deactivatedAt').where('id', '=', agentId).executeTakeFirst()
    if (!agent || agent.deactivatedAt) return 'there is no such active agent.'
  }
  if (Array.isArray(tags)) {
    const known = await tx.selectFrom('tags').select('key').where('key', '=', sql<string>`any(${tags}::text[])`).execute()
    const unknown = tags.find((tag) => !known.some(({ key }) => key === tag))
    if (unknown !== undefined) return `there is no tag “${unknown}”.`
  }
  return undefined
}
