/** Who wrote the messages that come in: known, new or blocked; and was a message here before. */
import { sql } from 'kysely'
import type { Incoming } from '../channels/incoming.ts'
import { channelOf } from '../channels/list.ts'
import { keepAliases } from '../customers/aliases.ts'
import { heldIdentities, type Recognised, welcome } from '../customers/recognise.ts'
import type { Tx } from '../platform/db.ts'
import { givenBy } from '../platform/given.ts'
import { addJobs } from '../platform/jobs.ts'
import { statement } from '../platform/statement.ts'
import type { Arrival } from './apart.ts'
import type { Kept } from './open.ts'

/** What is known of a message before it is taken in. */
export interface Look {
  arrival: Arrival
  /** Where it was taken in before. */
  before: Kept | null
  /** Who wrote it, where we know. */
  known: Recognised | null
  /** Why nothing is to be made of it. */
  blockId: string | null
}

/** One question for all of it, and for all: was this message taken in before, do we know who wrote it, and are they blocked? */
export async function look(tx: Tx, arrivals: Arrival[]): Promise<Look[]> {
  const rows = await ask(
    tx,
    arrivals.map(({ incoming }) => incoming),
  )
  return rows.flatMap(({ place, ticketId, messageId, createdAt, identityId, customerId, blockId }) => {
    const arrival = arrivals[place - 1]
    const before = ticketId && messageId && createdAt ? { ticketId, messageId, createdAt } : null
    return arrival ? { arrival, before, known: identityId && customerId ? { identityId, customerId } : null, blockId } : []
  })
}

interface Answer {
  place: number
  ticketId: string | null
  messageId: string | null
  createdAt: Date | null
  identityId: string | null
  customerId: string | null
  blockId: string | null
}

const ask = statement<Incoming[], Answer>(
  (value) => sql`
    with identity as materialized (${heldIdentities(value, (messages) => messages.map(({ from }) => from))})
    select a.place, m.ticket_id as "ticketId", m.id as "messageId", m.created_at as "createdAt", identity.id as "identityId", identity.customer_id as "customerId", b.id as "blockId"
    from ${givenBy(value, 'a', (messages) => messages, {
      channel: ['text', ({ channel }) => channel],
      external_id: ['text', ({ externalId }) => externalId],
      kind: ['text', ({ from }) => from.kind],
      value: ['text', ({ from }) => from.value],
    })}
    left join messages m on m.channel = a.channel and m.external_id = a.external_id
    left join identity on identity.kind = a.kind and identity.value = a.value
    left join blocked_senders b on b.kind = a.kind and b.value = a.value
    order by a.place`,
)

/**
 * The customers of the messages that are to be taken in, in their order; whoever is new is made one. Where a ticket is of a person,
 * they are held for the rest of the transaction.
 */
export async function recogniseAll(tx: Tx, looks: Look[]): Promise<Map<Arrival, Recognised>> {
  const people = await welcomeNew(tx, looks)
  await holdPeople(tx, people)
  await askProfiles(tx, looks, people)
  await keepAliases(
    tx,
    [...people].map(([{ incoming }, { identityId }]) => ({ identityId, from: incoming.from })),
  )
  return people
}

async function welcomeNew(tx: Tx, looks: Look[]): Promise<Map<Arrival, Recognised>> {
  const newcomers = looks.filter(({ before, known, blockId }) => !before && !known && !blockId)
  const welcomed =
    newcomers.length > 0
      ? await welcome(
          tx,
          newcomers.map(({ arrival }) => arrival.incoming.from),
        )
      : []
  return new Map(
    looks.flatMap((one) => {
      const who = one.known ?? welcomed[newcomers.indexOf(one)]
      return who && !one.before && !one.blockId ? [[one.arrival, who] as const] : []
    }),
  )
}

/** One who writes from two numbers at the same instant has one ticket all the same: where that is of a person, so is the lock. */
async function holdPeople(tx: Tx, people: Map<Arrival, Recognised>): Promise<void> {
  const ids = [...people].flatMap(([{ rule }, { customerId }]) => (rule.ticketIs === 'a person' ? customerId : []))
  if (ids.length > 0) await sql`select id from customers where id = any(${ids}::uuid[]) order by id for no key update`.execute(tx)
}

/** Of somebody new whose channel does not say how they are called, the vendor is asked. */
async function askProfiles(tx: Tx, looks: Look[], people: Map<Arrival, Recognised>): Promise<void> {
  const nameless = looks.flatMap(({ arrival, known }) => {
    const { from, connectionId, channel } = arrival.incoming
    const who = people.get(arrival)
    return who && !known && !from.name && connectionId && channelOf(channel).profileOf ? { identityId: who.identityId, connectionId } : []
  })
  await addJobs(tx, 'profile', nameless, { maxAttempts: 6 })
}
