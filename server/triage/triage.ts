/**
 * Words: *triage* is what happens to a ticket right after it came: it is read by a model, scored, tagged, perhaps put
 * aside as spam, and routed. The ticket is visible all the while; when triage fails it is tried again.
 */
import { sql } from 'kysely'
import { recordEvent } from '../customers/events.ts'
import type { Jobs } from '../jobs.ts'
import { changed, inTransaction, type Tx } from '../platform/db.ts'
import { messageOf } from '../platform/errors.ts'
import { addJob } from '../platform/jobs.ts'
import type { Platform } from '../platform/platform.ts'
import { note, system } from '../tickets/timeline.ts'
import type { Reading } from './answer.ts'
import { type AnswerRow, type AskedRule, askRules, type Tried } from './evaluate.ts'
import { type Loaded, load, type Occasion } from './load.ts'
import { chosenModel, type RemoteModel } from './model.ts'
import { read, readBuiltIn } from './read.ts'
import { route } from './route.ts'

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
  await inTransaction(platform.db, (tx) => settle(tx, ticketId, occasion, loaded, reading))
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

interface Locked {
  customerId: string
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

/** The one transaction: what was read, what follows from it, and the line that says so. */
async function settle(tx: Tx, ticketId: string, occasion: Occasion, loaded: Loaded, reading: Reading): Promise<void> {
  const ticket = await lock(tx, ticketId)
  if (!ticket || (occasion === 'created' && ticket.wasScored)) return
  changed(tx, 'tickets', `ticket:${ticketId}`)
  // Only what is new can be spam by the model's word: a person has dealt with the others.
  const isSpam = occasion === 'created' && reading.isSpam && !ticket.isSpam
  if (isSpam || ticket.isSpam || ticket.isAutomated) {
    if (occasion === 'created' && (await wasLeft(tx, ticketId))) return
    if (isSpam) return putAside(tx, ticketId, reading)
    const why = ticket.isSpam ? { why: 'spam' } : { why: 'automated', automatedWhy: loaded.automatedWhy }
    return note(tx, ticketId, 'left_unscored', system, { ...why, occasion })
  }

  const tags = [...new Set([...ticket.tags, ...reading.tags])]
  const tried = await score(tx, ticketId, occasion, reading, tags, loaded.rules)
  if (occasion !== 'reopened') await recordCreated(tx, ticketId, ticket, reading, tags)
  // Whoever closed it meanwhile has decided.
  if (ticket.status !== 'closed') await route(tx, { id: ticketId, assigneeId: ticket.assigneeId, teamId: ticket.teamId }, tried)
}

async function lock(tx: Tx, ticketId: string): Promise<Locked | undefined> {
  const { rows } = await sql<Locked>`
    select t.customer_id as "customerId", t.number, t.channel, t.subject, t.status, t.team_id as "teamId", t.tags, t.is_spam as "isSpam",
      t.is_automated as "isAutomated",
      (select a.id from agents a where a.id = t.assignee_id and a.deactivated_at is null) as "assigneeId",
      t.sentiment_id is not null as "wasScored"
    from tickets t where t.id = ${ticketId} for no key update of t`.execute(tx)
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

async function putAside(tx: Tx, ticketId: string, { reason, confidence, evidence, fellBack, ...reading }: Reading): Promise<void> {
  await tx.updateTable('tickets').set({ isSpam: true, waitingSince: null, updatedAt: sql`now()` }).where('id', '=', ticketId).execute()
  await note(tx, ticketId, 'marked_spam', { kind: 'model', id: null, name: reading.model }, { reason, confidence, evidence, fellBack })
}

/**
 * Keeps the receipt, shows it on the ticket and its timeline, and asks the rules of the ticket as it is then: one
 * statement, whose rules see the row that it updated. The order value is fetched anew for them.
 */
async function score(tx: Tx, ticketId: string, occasion: Occasion, reading: Reading, tags: string[], rules: AskedRule[]): Promise<Tried[]> {
  const { label, score, confidence, isSure, evidence, reason, model, fellBack, language, tags: found } = reading
  const shown = { occasion, label, score, confidence, isSure, evidence, reason, language, tags: found, fellBack }
  const asked = askRules(rules)
  const { rows } = await sql<AnswerRow>`
    with receipt as (
      insert into sentiments (ticket_id, occasion, label, score, confidence, is_sure, evidence, reason, model, fell_back)
      values (${ticketId}, ${occasion}, ${label}, ${score}, ${confidence}, ${isSure}, ${evidence}::text[], ${reason}, ${model}, ${fellBack})
      returning id
    ), line as (
      insert into timeline (ticket_id, kind, actor_kind, actor_name, data) values (${ticketId}, 'understood', 'model', ${model}, ${JSON.stringify(shown)}::jsonb)
    ), t as (
      update tickets set sentiment_id = receipt.id, sentiment_label = ${label}, sentiment_score = ${score}::numeric, tags = ${tags}::text[],
        language = coalesce(${language === 'und' ? null : language}, tickets.language), updated_at = now(),
        order_value = (select o.total from orders o where o.customer_id = tickets.customer_id order by o.placed_at desc limit 1)
      from receipt where tickets.id = ${ticketId} returning tickets.*
    )
    select ${asked.columns} from t`.execute(tx)
  return rows[0] ? asked.read(rows[0]) : []
}

/** After understanding, so that flows and segments know the feeling (R43); once a ticket, whatever comes later. */
const recordCreated = (tx: Tx, ticketId: string, ticket: Locked, { label, score, confidence, language }: Reading, tags: string[]) =>
  recordEvent(tx, {
    customerId: ticket.customerId,
    name: 'Ticket Created',
    uniqueKey: `ticket:${ticketId}:created`,
    properties: {
      ticketId,
      number: ticket.number,
      channel: ticket.channel,
      subject: ticket.subject,
      tags,
      language,
      sentiment: { label, score, confidence },
    },
  })
