/**
 * The ledger: every payload that came in, raw, with where it ended. What has no end and is on nobody's way is *unaccounted for*;
 * what could not be read is in *quarantine* until a person retries or discards it.
 */
import { z } from 'zod'
import { admins, mayCall } from './who.ts'
import { ChannelKey } from './words.ts'

export const PayloadState = z
  .enum([
    'accepted',
    'ticket',
    'appended',
    'duplicate',
    'automated',
    'spam',
    'blocked',
    'keyword',
    'receipt',
    'nothing',
    'quarantined',
    'discarded',
  ])
  .describe(
    'Where it ended: `ticket`: a new ticket; `appended`: a ticket that was there; `duplicate`: it was here already; `keyword`: one of the number’s keywords; `receipt`: what became of messages; `nothing`: it held nothing for us; `accepted`: not ended yet.',
  )
export type PayloadState = z.infer<typeof PayloadState>

const ById = z.object({ id: z.uuid() })

const Payload = z.object({
  id: z.uuid(),
  channel: ChannelKey,
  /** By which of the shop's addresses it came, and from whom, where that is known. */
  connection: z.string().nullable(),
  from: z.string().nullable(),
  state: PayloadState,
  /** Why it could not be read. */
  error: z.string().nullable(),
  /** In bytes. */
  size: z.number().int(),
  /** When the raw bytes were removed, by the retention. */
  removedAt: z.coerce.date().nullable(),
  receivedAt: z.coerce.date(),
  endedAt: z.coerce.date().nullable(),
  ticket: z.object({ id: z.uuid(), number: z.number().int() }).nullable(),
})
export type Payload = z.infer<typeof Payload>

/** What another side has of what came to us, held against what is kept of it here. */
const Source = z.object({
  /** How the team calls the connection, and what was counted there: a folder, or a provider's list of the last so many days. */
  connection: z.string(),
  what: z.string(),
  days: z.number().int().nullable(),
  /** Null: not counted there; `why` says why not. */
  theirs: z.number().int().nullable(),
  ours: z.number().int(),
  comparedAt: z.coerce.date().nullable(),
  why: z
    .enum(['no_list', 'no_key', 'soon', 'refused'])
    .nullable()
    .describe(
      '`no_list`: this provider keeps none. `no_key`: the key to ask it is not set. `soon`: it was not asked yet. `refused`: it said no, in its words `said`.',
    ),
  said: z.string().nullable(),
})
export type Source = z.infer<typeof Source>

const Days = z.coerce.number().int().min(1).max(3650)
/** After so many days the raw bytes are removed; null: they are kept. */
const Retention = z.object({ days: Days.nullable() })

export const ledger = {
  summary: mayCall(admins)
    .route({ method: 'GET', path: '/ledger', summary: 'How many payloads came in, and where they ended' })
    .input(z.object({ days: Days.default(7) }))
    .output(
      z.object({
        counts: z.array(z.object({ channel: ChannelKey, state: PayloadState, count: z.number().int() })),
        /** Of all time: without an end, and on nobody's way. */
        unaccounted: z.number().int(),
        /** Being read now. */
        underWay: z.number().int(),
        quarantined: z.number().int(),
        /** Counted at the other side too; what was missing was taken in, so that a difference is what could not be had. */
        sources: z.array(Source),
        retention: Retention,
      }),
    ),
  list: mayCall(admins)
    .route({ method: 'GET', path: '/ledger/payloads', summary: 'Payloads, newest first, a page at a time' })
    .input(
      z.object({
        state: PayloadState.or(z.literal('unaccounted')).optional(),
        channel: ChannelKey.optional(),
        cursor: z.uuid().optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
    )
    .output(z.object({ payloads: z.array(Payload), nextCursor: z.uuid().nullable() })),
  look: mayCall(admins)
    .route({ method: 'GET', path: '/ledger/payloads/{id}/raw', summary: 'The beginning of a payload’s raw bytes, as text' })
    .input(ById)
    .output(z.object({ text: z.string(), isWhole: z.boolean() })),
  retry: mayCall(admins)
    .route({ method: 'POST', path: '/ledger/payloads/{id}/retry', summary: 'Read it once more; what has ended stays as it is' })
    .input(ById)
    .output(Payload),
  discard: mayCall(admins)
    .route({ method: 'POST', path: '/ledger/payloads/{id}/discard', summary: 'Leave it unread; its bytes stay until the retention ends' })
    .input(ById)
    .output(Payload),
  keep: mayCall(admins)
    .route({ method: 'PUT', path: '/ledger/retention', summary: 'How long raw bytes are kept' })
    .input(Retention)
    .output(Retention),
}
