/**
 * Words: *triage* is what happens to a ticket right after it came: it is read by a model, scored, tagged, perhaps put
 * aside as spam, and routed. The ticket is visible all the while; when triage fails it is tried again.
 */
import { sql } from 'kysely'
import { testsOf } from '../conditions/check.ts'
import { indexed } from '../conditions/said.ts'
import type { NewEvent } from '../customers/events.ts'
import type { Jobs } from '../jobs.ts'
import { changed, inTransaction, type Tx } from '../platform/db.ts'
import { messageOf } from '../platform/errors.ts'
import { addJob } from '../platform/jobs.ts'
import type { Platform } from '../platform/platform.ts'
import { awaitsNew, notify, notifyNew } from '../team/notify.ts'
import { indexTicket } from '../tickets/searchIndex.ts'
import { type Actor, note, system } from '../tickets/timeline.ts'
import type { Reading } from './answer.ts'
import { type AnswerRow, type Asked, askRules } from './evaluate.ts'
import { type Loaded, load, type Occasion } from './load.ts'
import { chosenModel, type RemoteModel } from './model.ts'
import { read, readBuiltIn } from './read.ts'
import { asRead, record } from './record.ts'
import { type Online, online } from './roundRobin.ts'
import { route } from './route.ts'
import { shopVerdict } from './shopSpam.ts'
import type { Verdict } from './spamWords.ts'

/**
 * Calls to a network model at one time. Half of the worker's places: a slow model must leave the others to messages that
 * come in and go out.
 */
const mostCalls = 4
/** A ticket that waited this long for its turn with the model is read by the built-in one. In milliseconds. */
const mostPatience = 60_000
let calls = 0

/** Reads and routes a ticket; the job. Doing it twice changes nothing more than doing it once. */
export async function triage(platform: Platform, { ticketId, occasion }: Jobs['triage'], signal?: AbortSignal): Promise<void> {
  const loaded = await load(platform.db, ticketId, occasion)
  if (!loaded) return
  const reading = await readWithin(platform, loaded, signal)
  if (reading === 'later') {
    await inTransaction(platform.db, (tx) => addJob(tx, 'triage', { ticketId, occasion }, { runAt: new Date(Date.now() + 1000) }))
    return
  }
  const ofTheShop =
    occasion === 'created' && loaded.hasSpamLessons && !loaded.isSpam
      ? await shopVerdict(platform.db, ticketId, { subject: loaded.subject, text: loaded.text, isSpam: reading.isSpam })
      : undefined
  await inTransaction(platform.db, (tx) => settle(tx, ticketId, occasion, loaded, reading, ofTheShop))
}

async function readWithin(platform: Platform, loaded: Loaded, signal?: AbortSignal): Promise<Reading | 'later'> {
  // Automated mail is looked at for spam only, which needs no network; spam that a person marked is not read at all.
  if (loaded.isAutomated || loaded.isSpam) return readBuiltIn(loaded)
  let remote: RemoteModel | undefined
  try {
    remote = chosenModel(platform, loaded.model)
  } catch (error) {
    return readBuiltIn(loaded, `the model's key cannot be read: ${messageOf(error)}`)
  }
  if (!remote) return readBuiltIn(loaded)
  if (calls >= mostCalls)
    return Date.now() - loaded.lastInboundAt.getTime() < mostPatience
      ? 'later'
      : readBuiltIn(loaded, 'the model had no time for it within a minute')
  calls++
  try {
    return await read(remote, loaded, { signal })
  } finally {
    calls--
  }
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
}

/** The one transaction: what was read, what follows from it, and the lines that say so. */
async function settle(
  tx: Tx,
  ticketId: string,
  occasion: Occasion,
  loaded: Loaded,
  reading: Reading,
  ofTheShop: Verdict | undefined,
): Promise<void> {
  // The index of what was said follows a second later; a rule that asks for words cannot wait.
  if (loaded.rules.some(({ filter }) => testsOf(filter).some(({ field }) => indexed.includes(field)))) await indexTicket(tx, ticketId)
  const asked = askRules(loaded.rules)
  const ticket = await hold(tx, ticketId, reading, asked)
  if (!ticket || (occasion === 'created' && ticket.wasScored)) return
  changed(tx, 'tickets', `ticket:${ticketId}`)
  // Only what is new can be spam by the model's word: a person has dealt with the others.
  const isSpam = occasion === 'created' && (ofTheShop ?? reading).isSpam && !ticket.isSpam
  if (isSpam || ticket.isSpam || ticket.isAutomated) {
    if (occasion === 'created' && (await wasLeft(tx, ticketId))) return
    if (isSpam) return putAside(tx, ticketId, reading, ofTheShop?.words ?? [])
    const why = ticket.isSpam ? { why: 'spam' } : { why: 'automated', automatedWhy: loaded.automatedWhy }
    return note(tx, ticketId, 'left_unscored', system, { ...why, occasion })
  }

  if (reading.isSpam && ofTheShop && ofTheShop.words.length > 0) await note(tx, ticketId, 'spared', shopFilter, { words: ofTheShop.words })

  // Whoever closed it meanwhile has decided.
  const routed = ticket.status === 'closed' ? undefined : await route(tx, { ...ticket, id: ticketId }, asked.read(ticket))
  await record(tx, ticketId, { occasion, reading, routed, event: occasion === 'reopened' ? undefined : created(ticketId, ticket, reading) })
  if (routed?.given) await notify(tx, { kind: 'assigned', ticketId, by: system }, [routed.given.agentId])
  if (occasion === 'created' && ticket.isAwaited) await notifyNew(tx, ticketId, ticket.customerName)
}

/** Holds the ticket until the end, and asks the rules of it as it will be once the reading is on it. */
async function hold(tx: Tx, ticketId: string, reading: Reading, asked: Asked): Promise<Held | undefined> {
  const held = sql`select tickets as ticket from tickets where id = ${ticketId} for no key update`
  const { rows } = await sql<Held>`
    select t.customer_id as "customerId", (select coalesce(nullif(c.name, ''), c.email, '') from customers c where c.id = t.customer_id) as "customerName", ${awaitsNew}, t.number, t.channel, t.subject, t.status, t.team_id as "teamId", t.tags, t.is_spam as "isSpam",
      t.is_automated as "isAutomated", t.sentiment_id is not null as "wasScored",
      (select a.id from agents a where a.id = t.assignee_id and a.deactivated_at is null) as "assigneeId", ${online}, ${asked.columns}
    from ${asRead(held, reading)}`.execute(tx)
  return rows[0]
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
