/** What an action is; the list of them stands in actions.ts. */
import { sql } from 'kysely'
import type { z } from 'zod'
import type { ActionShape } from '../../shared/triage.ts'
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
export function define<Input>(
  action: Omit<Action, 'run' | 'shape'> & {
    shape: z.ZodType<Input>
    run(tx: Tx, ticketId: string, input: Input, why: Actor): Promise<boolean>
  },
): Action {
  return { ...action, run: (tx, ticketId, input, why) => action.run(tx, ticketId, action.shape.parse(input), why) }
}

/** The line on the timeline, out of a query `did` that yields `ticket_id` and `data`, so that both are one statement. */
export const noted = (kind: string, why: Actor) =>
  sql`insert into timeline (ticket_id, kind, actor_kind, actor_id, actor_name, data)
    select ticket_id, ${kind}, ${why.kind}, ${why.id}::uuid, ${why.name}, data from did`

/** Did the statement find anything to do? */
export const isDone = (result: { numAffectedRows?: bigint }) => (result.numAffectedRows ?? 0n) > 0n
