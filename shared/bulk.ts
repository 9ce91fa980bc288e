/**
 * Bulk: one change of many tickets. A *run* holds the tickets as they were chosen; a job changes them some hundred at a time,
 * and every ticket says how it ended.
 */
import { z } from 'zod'
import { Filter } from './filter.ts'
import { Reason } from './refusals.ts'
import { mayCall, team } from './who.ts'
import { Priority, Status } from './words.ts'

/** What is to be done with each of the tickets: exactly one thing. */
export const BulkChange = z.union([
  z.strictObject({ status: Status, snoozedUntil: z.coerce.date().optional() }),
  z.strictObject({ assigneeId: z.uuid().nullable() }),
  z.strictObject({ teamId: z.uuid().nullable() }),
  z.strictObject({ priority: Priority }),
  z.strictObject({ addTags: z.array(z.string().max(60)).min(1).max(20) }),
  z.strictObject({ removeTags: z.array(z.string().max(60)).min(1).max(20) }),
  z.strictObject({ isSpam: z.boolean() }),
  z.strictObject({ isRead: z.boolean() }),
  /** Of other customers only where that is said. */
  z.strictObject({ mergeInto: z.uuid(), acrossCustomers: z.boolean().default(false) }),
])
export type BulkChange = z.infer<typeof BulkChange>

/** Which tickets: some by their ids, or all that a list would show, however long it is. */
const Chosen = z.union([
  z.strictObject({ ids: z.array(z.uuid()).min(1).max(5000) }),
  z.strictObject({
    view: z.string().max(60).optional(),
    filter: Filter.optional(),
    status: Status.optional(),
    /** Chosen away again. */
    except: z.array(z.uuid()).max(5000).default([]),
  }),
])
export type Chosen = z.infer<typeof Chosen>

const itemStates = ['waiting', 'done', 'same', 'refused', 'cancelled'] as const
const ItemState = z.enum(itemStates)

export const BulkRun = z.object({
  id: z.uuid(),
  change: BulkChange,
  /** The run that this one takes back. */
  undoes: z.uuid().nullable(),
  state: z.enum(['running', 'cancelled', 'done']),
  total: z.number().int(),
  done: z.number().int(),
  /** Were so already. */
  same: z.number().int(),
  refused: z.number().int(),
  /** Chats that end for good: they wait until `heldUntil`, so that it can still be taken back. */
  held: z.number().int(),
  heldUntil: z.coerce.date().nullable(),
  /** Can it be taken back, and was it not yet? */
  mayUndo: z.boolean(),
  createdAt: z.coerce.date(),
  endedAt: z.coerce.date().nullable(),
})
export type BulkRun = z.infer<typeof BulkRun>

const ById = z.object({ id: z.uuid() })

export const bulk = {
  start: mayCall(team)
    .route({ method: 'POST', path: '/bulk', summary: 'Change many tickets: by id, or all that a list shows', successStatus: 201 })
    .input(z.object({ chosen: Chosen, change: BulkChange }))
    .output(BulkRun),
  count: mayCall(team)
    .route({ method: 'POST', path: '/bulk/count', summary: 'Exactly how many tickets would be changed' })
    .input(z.object({ chosen: Chosen }))
    .output(z.object({ count: z.number().int() })),
  list: mayCall(team)
    .route({ method: 'GET', path: '/bulk', summary: 'The caller’s latest runs, the newest first' })
    .output(z.object({ runs: z.array(BulkRun) })),
  items: mayCall(team)
    .route({ method: 'GET', path: '/bulk/{id}/items', summary: 'How each ticket of a run ended' })
    .input(ById.extend({ state: ItemState.optional(), after: z.coerce.number().int().default(-1) }))
    .output(
      z.object({
        items: z.array(
          z.object({
            position: z.number().int(),
            ticketId: z.uuid(),
            number: z.number().int().nullable(),
            subject: z.string(),
            state: ItemState,
            /** A code (`gone`, `chat_ended`, `changed_since`), or the server’s sentence. */
            why: z.string().nullable(),
            /** The sentence’s code and values, where it has them. */
            refusal: Reason.nullable(),
          }),
        ),
        hasMore: z.boolean(),
      }),
    ),
  cancel: mayCall(team)
    .route({ method: 'POST', path: '/bulk/{id}/cancel', summary: 'Leave the tickets of a run that are not changed yet as they are' })
    .input(ById)
    .output(BulkRun),
  undo: mayCall(team)
    .route({
      method: 'POST',
      path: '/bulk/{id}/undo',
      summary: 'Take a run back: each ticket becomes what it was, unless somebody changed it since',
      successStatus: 201,
    })
    .input(ById)
    .output(BulkRun),
}
