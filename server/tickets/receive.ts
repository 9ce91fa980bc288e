/**
 * The one way in for every message of every channel. Words: a *ticket* holds a conversation with one customer; a
 * *message* is what either side wrote; a *note* is seen by the team only.
 */
import type { TicketRule } from '../channels/channel.ts'
import type { Incoming } from '../channels/incoming.ts'
import { knownAs } from '../customers/aliases.ts'
import type { Recognised } from '../customers/recognise.ts'
import { changed, type Tx } from '../platform/db.ts'
import { refused } from '../platform/errors.ts'
import { followKept } from './afterReading.ts'
import { type Arrival, apart } from './apart.ts'
import { attributeTexts } from './attribute.ts'
import { awaitFiles } from './awaitedFiles.ts'
import { belongsTo } from './belongs.ts'
import { keepChats } from './chats.ts'
import { continueTicket } from './continue.ts'
import { keepIncomingFiles } from './incomingFiles.ts'
import { type Heard, hearKeyword, isKeywordOnly } from './keyword.ts'
import { type Kept, openTickets } from './open.ts'
import { look, recogniseAll } from './senders.ts'

export interface Received extends Kept {
  outcome: 'ticket' | 'appended' | 'duplicate'
}

/** The sender is blocked: nothing was made of the message. */
interface Blocked {
  outcome: 'blocked'
  blockId: string
}

/** How taking a message in ended. */
export type Ended = Received | Blocked | Heard

/**
 * Takes a message in: finds or creates the customer, finds, reopens or opens the ticket, keeps the message, and asks for
 * triage where that is due. A message with the same external id was taken in before: nothing changes.
 */
export async function receive(tx: Tx, rule: TicketRule, incoming: Incoming): Promise<Received> {
  const [received] = await receiveAll(tx, [{ rule, incoming }])
  if (!received) throw new Error('the message was not taken in')
  if (received.outcome === 'blocked') throw refused('This sender is blocked.')
  if (received.outcome === 'keyword') throw refused('This message is a keyword.')
  return received
}

/**
 * Takes messages in as if `receive` were called for one after the other, with a few statements for all that begin a ticket.
 * When one of them fails, so does the transaction. Of a blocked sender's nothing is made. Answers in the order given.
 */
export async function receiveAll(tx: Tx, arrivals: Arrival[]): Promise<Ended[]> {
  const known = await knownAs(
    tx,
    arrivals.map(({ incoming }) => incoming.from),
  )
  return receiveKnown(
    tx,
    arrivals.map(({ rule, incoming }) => {
      const value = known.get(incoming.from)
      return { rule, incoming: value ? { ...incoming, from: { ...incoming.from, value } } : incoming }
    }),
  )
}

async function receiveKnown(tx: Tx, arrivals: Arrival[]): Promise<Ended[]> {
  const received = new Map<Arrival, Ended>()
  const [first, later] = apart(arrivals)
  const looks = await look(tx, first)
  for (const { arrival, before, blockId } of looks) {
    if (before) received.set(arrival, { outcome: 'duplicate', ...before })
    else if (blockId) received.set(arrival, { outcome: 'blocked', blockId })
  }
  const people = await recogniseAll(tx, looks)

  for (const [arrival, who] of [...people].filter(([{ incoming }]) => incoming.keyword)) {
    await hearKeyword(tx, arrival.incoming, who)
    if (!isKeywordOnly(arrival.incoming)) continue
    received.set(arrival, { outcome: 'keyword', customerId: who.customerId })
    people.delete(arrival)
  }

  const customers = new Set<string>()
  const openings = [...people].flatMap(([{ rule, incoming }, who]) => {
    // Two identities of one customer: the second looks at what the first one began.
    const isSecond = customers.has(who.customerId)
    customers.add(who.customerId)
    return isSecond || continues(incoming) ? [] : { incoming, who, unless: unlessThereIs[rule.ticketIs] }
  })
  const opened = await openTickets(tx, openings)
  for (const [arrival, who] of people) {
    const kept = opened.get(arrival.incoming)
    received.set(arrival, kept ? { outcome: 'ticket', ...kept } : await receiveWhereItBelongs(tx, arrival, who))
  }
  const kept = [...people].map(([arrival, { customerId }]) => ({
    ...(received.get(arrival) as Received),
    channel: arrival.incoming.channel,
    incoming: arrival.incoming,
    customerId,
  }))
  for (const { messageId, ticketId, incoming } of kept) {
    await keepIncomingFiles(tx, messageId, incoming)
    await awaitFiles(tx, messageId, incoming)
    changed(tx, 'tickets', `ticket:${ticketId}`)
  }
  await keepChats(tx, kept)
  await followKept(
    tx,
    kept.filter(({ outcome }) => outcome === 'appended'),
  )
  await attributeTexts(
    tx,
    kept.flatMap(({ incoming, customerId }) => (incoming.channel === 'sms' ? { customerId, at: incoming.sentAt } : [])),
  )
  for (const arrival of later) for (const one of await receiveKnown(tx, [arrival])) received.set(arrival, one)
  return arrivals.flatMap((arrival) => received.get(arrival) ?? [])
}

const unlessThereIs = { 'a thread': null, 'a conversation': 'not closed', 'a person': 'any' } as const

/** Does the message name what it continues? */
const continues = ({ thread, ticketId }: Incoming) => thread.externalIds.length > 0 || thread.tokens.length > 0 || ticketId !== undefined

async function receiveWhereItBelongs(tx: Tx, { rule, incoming }: Arrival, who: Recognised): Promise<Received> {
  const { ticket, linkedTicketId } = await belongsTo(tx, rule, incoming, who)
  if (ticket) return { outcome: 'appended', ...(await continueTicket(tx, ticket, incoming, who)) }
  const kept = (await openTickets(tx, [{ incoming, who, linkedTicketId, unless: null }])).get(incoming)
  if (!kept) throw new Error('the ticket was not created')
  return { outcome: 'ticket', ...kept }
}
