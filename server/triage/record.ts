/** Writes down what triage came to, in one statement: the receipts, the tickets' columns, the lines of their timelines, the events. */
import { type RawBuilder, sql } from 'kysely'
import type { NewEvent } from '../customers/events.ts'
import type { Tx } from '../platform/db.ts'
import { given, givenBy } from '../platform/given.ts'
import { statement } from '../platform/statement.ts'
import { type Actor, system } from '../tickets/timeline.ts'
import type { Reading } from './answer.ts'
import type { Occasion } from './load.ts'
import { turnData } from './roundRobin.ts'
import type { Routed } from './route.ts'

/** What the triage of a ticket came to. */
export interface Outcome {
  ticketId: string
  occasion: Occasion
  reading: Reading
  /** Where there was a routing. */
  routed?: Routed
  /** Where the customer's events are to say it. */
  event?: NewEvent
}

interface Line {
  ticketId: string
  kind: string
  by: Actor
  data: object
}

/** Records what triage came to, each ticket once. Tags of a reading join those that the ticket has. */
export async function recordAll(tx: Tx, outcomes: Outcome[]): Promise<void> {
  if (outcomes.length === 0) return
  const lines = outcomes.flatMap(linesOf)
  const events = outcomes.flatMap(({ event }) => event ?? [])
  await write(tx, { outcomes, lines, events })
}

const write = statement<{ outcomes: Outcome[]; lines: Line[]; events: NewEvent[] }, unknown>(
  (value) => sql`
    with receipt as (
      insert into sentiments (ticket_id, occasion, label, score, confidence, is_sure, evidence, reason, finding, model, fell_back)
      select ticket_id, occasion, label, score::numeric, confidence::real, is_sure, ${listIn(sql`evidence`)}, reason, finding, model, fell_back
      from ${givenBy(value, 'a', ({ outcomes }) => outcomes, {
        ticket_id: ['uuid', ({ ticketId }) => ticketId],
        occasion: ['text', ({ occasion }) => occasion],
        label: ['text', ({ reading }) => reading.label],
        score: ['text', ({ reading }) => String(reading.score)],
        confidence: ['text', ({ reading }) => String(reading.confidence)],
        is_sure: ['boolean', ({ reading }) => reading.isSure],
        evidence: ['jsonb', ({ reading }) => JSON.stringify(reading.evidence)],
        reason: ['text', ({ reading }) => reading.reason],
        finding: ['text', ({ reading }) => reading.finding],
        model: ['text', ({ reading }) => reading.model],
        fell_back: ['text', ({ reading }) => reading.fellBack],
      })}
      returning id, ticket_id, label, score
    ), line as (
      insert into timeline (ticket_id, kind, actor_kind, actor_id, actor_name, data, at)
      -- Reading came before whatever the rules did in this transaction.
      select ticket_id, kind, actor_kind, actor_id, actor_name, data, case when kind = 'understood' then now() else clock_timestamp() end
      from ${givenBy(value, 'l', ({ lines }) => lines, {
        ticket_id: ['uuid', ({ ticketId }) => ticketId],
        kind: ['text', ({ kind }) => kind],
        actor_kind: ['text', ({ by }) => by.kind],
        actor_id: ['uuid', ({ by }) => by.id],
        actor_name: ['text', ({ by }) => by.name],
        data: ['jsonb', ({ data }) => JSON.stringify(data)],
      })}
    ), event as (
      insert into events (customer_id, name, properties, unique_key)
      select customer_id, name, properties, unique_key from ${givenBy(value, 'e', ({ events }) => events, {
        customer_id: ['uuid', ({ customerId }) => customerId],
        name: ['text', ({ name }) => name],
        properties: ['jsonb', ({ properties }) => JSON.stringify(properties)],
        unique_key: ['text', ({ uniqueKey }) => uniqueKey ?? null],
      })}
      on conflict (unique_key) do nothing
    )
    update tickets t set sentiment_id = receipt.id, sentiment_label = receipt.label, sentiment_score = receipt.score,
      tags = ${joined(sql`t`, sql`a.tags`)}, language = coalesce(a.language, t.language), order_value = ${orderValue(sql`t`)},
      assignee_id = coalesce(a.assignee_id, t.assignee_id), updated_at = now()
    from receipt join ${givenBy(value, 'a', ({ outcomes }) => outcomes, {
      ticket_id: ['uuid', ({ ticketId }) => ticketId],
      tags: ['jsonb', ({ reading }) => JSON.stringify(reading.tags)],
      language: ['text', ({ reading }) => known(reading.language)],
      assignee_id: ['uuid', ({ routed }) => routed?.given?.agentId ?? null],
    })} on a.ticket_id = receipt.ticket_id
    where t.id = receipt.ticket_id`,
)

function linesOf({ ticketId, occasion, reading, routed }: Outcome): Line[] {
  const { label, score, confidence, isSure, evidence, reason, finding, model, fellBack, language, tags } = reading
  const understood = { occasion, label, score, confidence, isSure, evidence, reason, finding, language, tags, fellBack }
  return [
    { ticketId, kind: 'understood', by: { kind: 'model', id: null, name: model }, data: understood },
    ...(routed?.given ? [{ ticketId, kind: 'assigned', by: system, data: turnData(routed.given) }] : []),
    ...(routed ? [{ ticketId, kind: 'routed', by: routed.by, data: routed.trace }] : []),
  ]
}

const known = (language: string) => (language === 'und' ? null : language)
/** The texts of a list in JSON, in order. */
const listIn = (json: RawBuilder<unknown>) => sql`array(select text from jsonb_array_elements_text(${json}) text)`
const joined = (ticket: RawBuilder<unknown>, tags: RawBuilder<unknown>) =>
  sql`${ticket}.tags || array(select tag from jsonb_array_elements_text(${tags}) tag where tag <> all(${ticket}.tags))`
const orderValue = (ticket: RawBuilder<unknown>) =>
  sql`(select o.total from orders o where o.customer_id = ${ticket}.customer_id order by o.placed_at desc limit 1)`

/**
 * The tickets as they will be once their readings are recorded, for the rules to ask: whole rows `t`, held until the end, beside
 * `r.place`. A row is made rather than written and read, since a ticket stands in a dozen indexes.
 */
export const asRead = (reads: { ticketId: string; reading: Reading }[]) => sql`
  (select tickets as ticket from tickets where id in (select id from ${given('h', reads, { id: ['uuid', ({ ticketId }) => ticketId] })})
    order by id for no key update of tickets) held
  join ${given('r', reads, {
    id: ['uuid', ({ ticketId }) => ticketId],
    label: ['text', ({ reading }) => reading.label],
    score: ['text', ({ reading }) => String(reading.score)],
    tags: ['jsonb', ({ reading }) => JSON.stringify(reading.tags)],
    language: ['text', ({ reading }) => known(reading.language)],
  })} on r.id = (held.ticket).id
  cross join lateral jsonb_populate_record(held.ticket, jsonb_build_object('sentiment_label', r.label, 'sentiment_score', r.score::numeric,
    'tags', ${joined(sql`(held.ticket)`, sql`r.tags`)}, 'language', coalesce(r.language, (held.ticket).language),
    'order_value', ${orderValue(sql`(held.ticket)`)})) t`
