/** What follows from readings: tickets that were read at the same moment are settled in one transaction, each as if alone. */
import { sql } from 'kysely'
import { testsOf } from '../conditions/check.ts'
import { indexed } from '../conditions/said.ts'
import type { NewEvent } from '../customers/events.ts'
import { changed, type Db, inTransaction, isConflict, isPassingTrouble, type Tx } from '../platform/db.ts'
import { together } from '../platform/together.ts'
import { awaitsNew, notify, notifyNew } from '../team/notify.ts'
import { followRead } from '../tickets/afterReading.ts'
import { cutIfUnsaid } from '../tickets/evidence.ts'
import { indexTicket } from '../tickets/searchIndex.ts'
import { type Actor, note, system } from '../tickets/timeline.ts'
import type { Reading } from './answer.ts'
import { type AnswerRow, type Asked, askRules } from './evaluate.ts'
import type { Loaded, Occasion } from './load.ts'
import { asRead, type Outcome, recordAll } from './record.ts'
import { type Online, online } from './roundRobin.ts'
import { route } from './route.ts'
import type { Verdict } from './spamWords.ts'

/** A ticket that was read. */
export interface Read {
  ticketId: string
  occasion: Occasion
  loaded: Loaded
  reading: Reading
  /** What the shop's own filter says, where it was asked. */
  ofTheShop: Verdict | undefined
  /** Nothing follows what the customer wrote by itself. */
  isPast: boolean
}

const settlers = new WeakMap<Db, (read: Read) => Promise<void>>()

/** Settles a ticket: it is scored, tagged, put aside or routed when this ends. Doing it twice changes nothing more than doing it once. */
export function settle(db: Db, read: Read): Promise<void> {
  let settler = settlers.get(db)
  if (!settler) {
    // One group at a time: two would wait for each other's agents.
    settler = together((group: Read[]) => inTransaction(db, (tx) => settleAll(tx, group)), { most: 16, atOnce: 1, enough: 1, isHopeless })
    settlers.set(db, settler)
  }
  return settler(read)
}

const isHopeless = (error: unknown) => isPassingTrouble(error) && !isConflict(error)

async function settleAll(tx: Tx, group: Read[]): Promise<undefined[]> {
  const first = new Map<string, Read>()
  for (const read of group) if (!first.has(read.ticketId)) first.set(read.ticketId, read)
  const outcomes: Outcome[] = []
  const begun: { ticketId: string; channel: string }[] = []
  const told: { read: Read; ticket: Held; givenTo: string | null }[] = []
  for (const [rules, reads] of Map.groupBy(first.values(), ({ loaded }) => loaded.rules)) {
    // The index of what was said follows a second later; a rule that asks for words cannot wait.
    if (rules.some(({ filter }) => testsOf(filter).some(({ field }) => indexed.includes(field))))
      for (const { ticketId } of reads) await indexTicket(tx, ticketId)
    const asked = askRules(rules)
    for (const { ticket, read } of await holdAll(tx, reads, asked)) {
      if (read.occasion === 'created' && !read.isPast) begun.push({ ticketId: read.ticketId, channel: ticket.channel })
      const outcome = await follow(tx, read, ticket, asked)
      if (!outcome) continue
      outcomes.push(outcome)
      told.push({ read, ticket, givenTo: outcome.routed?.given?.agentId ?? null })
    }
  }
  await recordAll(tx, outcomes)
  await followRead(tx, begun)
  for (const { read, ticket, givenTo } of told) {
    const { ticketId, occasion } = read
    if (ticket.hasChanged) await cutIfUnsaid(tx, ticketId, read.reading.evidence)
    if (givenTo) await notify(tx, { kind: 'assigned', ticketId, by: system }, [givenTo])
    if (occasion === 'created' && ticket.isAwaited) await notifyNew(tx, ticketId, ticket.customerName)
  }
  // The same ticket twice in one moment: the second looks at what the first one left.
  const later = group.filter((read) => first.get(read.ticketId) !== read)
  if (later.length > 0) await settleAll(tx, later)
  return group.map(() => undefined)
}

/** What is to be recorded of a ticket; undefined where it was settled before, or is not scored. */
async function follow(
  tx: Tx,
  { ticketId, occasion, loaded, reading, ofTheShop }: Read,
  ticket: Held,
  asked: Asked,
): Promise<Outcome | undefined> {
  if (occasion === 'created' && ticket.wasScored) return undefined
  changed(tx, 'tickets', `ticket:${ticketId}`)
  // Only what is new can be spam by the model's word: a person has dealt with the others.
  const isSpam = occasion === 'created' && (ofTheShop ?? reading).isSpam && !ticket.isSpam
  if (isSpam || ticket.isSpam || ticket.isAutomated) {
    if (occasion === 'created' && (await wasLeft(tx, ticketId))) return undefined
    if (isSpam) await putAside(tx, ticketId, reading, ofTheShop?.words ?? [])
    else {
      const why = ticket.isSpam ? { why: 'spam' } : { why: 'automated', automatedWhy: loaded.automatedWhy }
      await note(tx, ticketId, 'left_unscored', system, { ...why, occasion })
    }
    return undefined
  }

  if (reading.isSpam && ofTheShop && ofTheShop.words.length > 0) await note(tx, ticketId, 'spared', shopFilter, { words: ofTheShop.words })

  // Whoever closed it meanwhile has decided.
  const routed = ticket.status === 'closed' ? undefined : await route(tx, { ...ticket, id: ticketId }, asked.read(ticket))
  return { ticketId, occasion, reading, routed, event: occasion === 'reopened' ? undefined : created(ticketId, ticket, reading) }
}

interface Held extends AnswerRow, Online {
  customerId: string
  customerName: string
  /** Does anybody want to hear of new tickets? */
  isAwaited: boolean
  number: number
  channel: string
  subject: string
  status: string
  assigneeId: string | null
  teamId: string | null
  tags: string[]
  isSpam: boolean
  isAutomated: boolean
  wasScored: boolean
  /** Something in it was taken back or written anew. */
  hasChanged: boolean
}

/** Holds the tickets until the end, and asks the rules of each as it will be once its reading is on it. Those that are gone are left out. */
async function holdAll(tx: Tx, reads: Read[], asked: Asked): Promise<{ read: Read; ticket: Held }[]> {
  const { rows } = await sql<Held & { place: number }>`
    select r.place, t.customer_id as "customerId", (select coalesce(nullif(c.name, ''), c.email, '') from customers c where c.id = t.customer_id) as "customerName",
      ${awaitsNew}, t.number, t.channel, t.subject, t.status, t.team_id as "teamId", t.tags, t.is_spam as "isSpam",
      t.is_automated as "isAutomated", t.sentiment_id is not null as "wasScored",
      exists (select from messages m where m.ticket_id = t.id and (m.unsent_at is not null or m.edited_at is not null)) as "hasChanged",
      (select a.id from agents a where a.id = t.assignee_id and a.deactivated_at is null) as "assigneeId", ${online}, ${asked.columns}
    from ${asRead(reads)} order by r.place`.execute(tx)
  return rows.flatMap(({ place, ...ticket }) => {
    const read = reads[place - 1]
    return read ? { read, ticket } : []
  })
}

/** Was it left unscored before? Asked after the row is held: the same job may have just ended elsewhere. */
async function wasLeft(tx: Tx, ticketId: string): Promise<boolean> {
  const line = await tx
    .selectFrom('timeline')
    .select('id')
    .where('ticketId', '=', ticketId)
    .where((test) =>
      test.or([test('kind', '=', 'left_unscored'), test.and([test('kind', '=', 'marked_spam'), test('actorKind', '=', 'model')])]),
    )
    .executeTakeFirst()
  return line !== undefined
}

/** The shop's own filter, as the timeline names it. */
const shopFilter: Actor = { kind: 'model', id: null, name: 'shop-words' }

async function putAside(
  tx: Tx,
  ticketId: string,
  { reason, finding, confidence, evidence, fellBack, ...reading }: Reading,
  words: string[],
): Promise<void> {
  await tx.updateTable('tickets').set({ isSpam: true, waitingSince: null, updatedAt: sql`now()` }).where('id', '=', ticketId).execute()
  if (words.length > 0) return note(tx, ticketId, 'marked_spam', shopFilter, { words })
  await note(
    tx,
    ticketId,
    'marked_spam',
    { kind: 'model', id: null, name: reading.model },
    { reason, finding, confidence, evidence, fellBack },
  )
}

/** After understanding, so that flows and segments know the feeling (R43); once a ticket, whatever comes later. */
const created = (ticketId: string, ticket: Held, { label, score, confidence, language }: Reading): NewEvent => ({
  customerId: ticket.customerId,
  name: 'Ticket Created',
  uniqueKey: `ticket:${ticketId}:created`,
  properties: {
    ticketId,
    number: ticket.number,
    channel: ticket.channel,
    subject: ticket.subject,
    tags: ticket.tags,
    language,
    sentiment: { label, score, confidence },
  },
})
