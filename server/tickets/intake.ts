/** Messages that come at the same moment are taken in together, each answered when it is durable. */
import { sql } from 'kysely'
import type { Channel, Payload } from '../channels/channel.ts'
import { cameIn } from '../channels/health.ts'
import type { Fact, Incoming } from '../channels/incoming.ts'
import { type Db, inTransaction, isConflict, isPassingTrouble, type Tx } from '../platform/db.ts'
import { givenBy } from '../platform/given.ts'
import { jobsInserted, jobsTold } from '../platform/jobs.ts'
import { statement } from '../platform/statement.ts'
import { type Together, together } from '../platform/together.ts'
import { keepBlocked } from './block.ts'
import { applyNow } from './facts.ts'
import { type Ended, receiveAll } from './receive.ts'

/** What came in one piece. */
export interface Intake {
  channel: Channel
  /** What was read in it; nothing of either: a job reads it later. */
  messages: Incoming[]
  facts?: Fact[]
  /** As it came, to be kept with where it ended; null where messages come by our own API. */
  payload: Omit<Payload, 'channel' | 'receivedAt'> | null
  /** The ticket that the facts are about, where that is known. */
  ticketId?: string
}

type EndState = 'ticket' | 'appended' | 'duplicate' | 'automated' | 'blocked' | 'keyword' | 'receipt' | 'nothing'

const intakes = new WeakMap<Db, Together<Intake, Ended[]>>()

function intakeOf(db: Db): Together<Intake, Ended[]> {
  const known = intakes.get(db)
  if (known) return known
  const intake = together((group: Intake[]) => inTransaction(db, (tx) => takeInAll(tx, group)), {
    most: 32,
    atOnce: 2,
    enough: 8,
    isHopeless,
  })
  intakes.set(db, intake)
  return intake
}

/** Takes in what came, with whatever else comes at this moment. All of it is durable when this answers. */
export const takeInTogether = (db: Db, intake: Intake): Promise<Ended[]> => intakeOf(db)(intake)

/** Something has come and is being read, to be taken in at once; the answer is to be called when it was handed over, or will not be. */
export const expectIntake = (db: Db): (() => void) => intakeOf(db).expect()

// With the database out of reach each alone would wait for it again; a deadlock is over once one has given way.
const isHopeless = (error: unknown) => isPassingTrouble(error) && !isConflict(error)

async function takeInAll(tx: Tx, group: Intake[]): Promise<Ended[][]> {
  const received = await receiveAll(
    tx,
    group.flatMap(({ channel, messages }) => messages.map((incoming) => ({ rule: channel.ticketRule, incoming }))),
  )
  const rest = received.values()
  const results = group.map(({ messages }) => rest.take(messages.length).toArray())
  for (const { channel, facts = [], payload } of group) await applyNow(tx, facts, { channel: channel.key, payloadId: payload?.id ?? null })
  await cameIn(
    tx,
    group.flatMap(({ messages, facts = [], payload }) => cameBy(payload, messages, facts)),
  )
  await keepPayloads(tx, group, results)
  for (const [index, { messages, payload }] of group.entries())
    for (const [at, one] of (results[index] ?? []).entries())
      if (one.outcome === 'blocked' && !payload && messages[at]) await keepBlocked(tx, messages[at], one.blockId)
  return results
}

/** The connections that something came by: that of the call, and those of the messages in it where it speaks of several. */
export function cameBy(
  payload: Pick<Payload, 'connectionId'> | null,
  messages: Incoming[],
  facts: Fact[],
): { connectionId: string; isTest: boolean }[] {
  const ids = new Set([payload?.connectionId, ...messages.map(({ connectionId }) => connectionId)].flatMap((id) => id ?? []))
  const isTest = facts.some(({ kind }) => kind === 'test')
  return [...ids].map((connectionId) => ({ connectionId, isTest }))
}

/** Writes the payloads with where they ended; those that are still to be read, with the job that reads them. */
async function keepPayloads(tx: Tx, group: Intake[], results: Ended[][]): Promise<void> {
  const rows = group.flatMap(({ channel, messages, facts = [], payload, ticketId = null }, index) => {
    const received = results[index] ?? []
    return payload
      ? {
          ...payload,
          channel: channel.key,
          state: messages.length + facts.length > 0 ? endState(messages, received, facts) : ('accepted' as const),
          ...endedAt(received, ticketId),
        }
      : []
  })
  if (rows.length > 0) await keepRows(tx, rows)
}

type Row = Omit<Payload, 'receivedAt'> & { state: EndState | 'accepted'; ticketId: string | null; blockedSenderId: string | null }

const keepRows = statement<Row[], unknown>(
  (value) => sql`
    with kept as (
      insert into payloads (id, channel, state, envelope, file, body, size, ticket_id, blocked_sender_id, connection_id, ended_at)
      select id, channel, state, envelope, file, body, size, ticket_id, blocked_sender_id, connection_id, case when state <> 'accepted' then now() end
      from ${givenBy(value, 'a', (rows) => rows, {
        id: ['uuid', ({ id }) => id],
        channel: ['text', ({ channel }) => channel],
        state: ['text', ({ state }) => state],
        envelope: ['jsonb', ({ envelope }) => JSON.stringify(envelope)],
        file: ['text', ({ file }) => file],
        body: ['bytea', ({ body }) => body],
        size: ['bigint', ({ size }) => size],
        ticket_id: ['uuid', ({ ticketId }) => ticketId],
        blocked_sender_id: ['uuid', ({ blockedSenderId }) => blockedSenderId],
        connection_id: ['uuid', ({ connectionId }) => connectionId],
      })}
      returning id, state
    ), job as (${jobsInserted('incoming', sql`json_build_object('payloadId', id)`, sql`kept where state = 'accepted'`)})
    select ${jobsTold} from kept where state = 'accepted' limit 1`,
)

/** Where a payload ended, by what its messages came to. */
export function endState(messages: Incoming[], received: Ended[], facts: Fact[] = []): EndState {
  if (messages.length === 0) return facts.length > 0 ? 'receipt' : 'nothing'
  if (received.every(({ outcome }) => outcome === 'keyword')) return 'keyword'
  if (received.length > 0 && received.every(({ outcome }) => outcome === 'blocked')) return 'blocked'
  if (messages.length > 0 && messages.every((message) => message.automatedWhy !== null)) return 'automated'
  return (['ticket', 'appended'] as const).find((outcome) => received.some((one) => one.outcome === outcome)) ?? 'duplicate'
}

/** The ticket to which a payload came, or the block at which it ended. */
export function endedAt([first]: Ended[], about: string | null = null): { ticketId: string | null; blockedSenderId: string | null } {
  if (first?.outcome === 'blocked') return { ticketId: null, blockedSenderId: first.blockId }
  return { ticketId: first?.outcome === 'keyword' ? null : (first?.ticketId ?? about), blockedSenderId: null }
}
