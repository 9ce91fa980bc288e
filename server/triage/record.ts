/** Writes down what triage came to, in one statement: the receipt, the ticket's columns, the lines of its timeline, the event. */
import { type RawBuilder, sql } from 'kysely'
import { eventInsert, type NewEvent } from '../customers/events.ts'
import type { Tx } from '../platform/db.ts'
import { type Actor, system } from '../tickets/timeline.ts'
import type { Reading } from './answer.ts'
import type { Occasion } from './load.ts'
import { turnData, turnTaken } from './roundRobin.ts'
import type { Routed } from './route.ts'

interface Outcome {
  occasion: Occasion
  reading: Reading
  /** Where there was a routing. */
  routed?: Routed
  /** Where the customer's events are to say it. */
  event?: NewEvent
}

/** Records what a ticket's triage came to. Tags of the reading join those that the ticket has. */
export async function record(tx: Tx, ticketId: string, { occasion, reading, routed, event }: Outcome): Promise<void> {
  const { label, score, confidence, isSure, evidence, reason, finding, model, fellBack, language, tags } = reading
  const understood = { occasion, label, score, confidence, isSure, evidence, reason, finding, language, tags, fellBack }
  const lines = [
    // Reading came before whatever the rules did in this transaction.
    line(ticketId, 'understood', { kind: 'model', id: null, name: model }, understood, sql`now()`),
    ...(routed?.given ? [line(ticketId, 'assigned', system, turnData(routed.given))] : []),
    ...(routed ? [line(ticketId, 'routed', routed.by, routed.trace)] : []),
  ]
  await sql`
    with receipt as (
      insert into sentiments (ticket_id, occasion, label, score, confidence, is_sure, evidence, reason, finding, model, fell_back)
      values (${ticketId}, ${occasion}, ${label}, ${score}, ${confidence}, ${isSure}, ${evidence}::text[], ${reason}, ${finding}, ${model}, ${fellBack})
      returning id
    ), lines as (
      insert into timeline (ticket_id, kind, actor_kind, actor_id, actor_name, data, at) values ${sql.join(lines)}
    )${event ? sql`, event as (${eventInsert(event)})` : sql``}${routed?.given ? sql`, turn as (${turnTaken(routed.given.agentId)})` : sql``}
    update tickets t set sentiment_id = receipt.id, sentiment_label = ${label}, sentiment_score = ${score}::numeric,
      tags = ${joined(sql`t`, tags)}, language = coalesce(${known(language)}, t.language), order_value = ${orderValue(sql`t`)},
      assignee_id = coalesce(${routed?.given?.agentId ?? null}::uuid, t.assignee_id), updated_at = now()
    from receipt where t.id = ${ticketId}`.execute(tx)
}

const line = (ticketId: string, kind: string, by: Actor, data: object, at: RawBuilder<unknown> = sql`clock_timestamp()`) =>
  sql`(${ticketId}::uuid, ${kind}, ${by.kind}, ${by.id}::uuid, ${by.name}, ${JSON.stringify(data)}::jsonb, ${at})`

const known = (language: string) => (language === 'und' ? null : language)
const joined = (ticket: RawBuilder<unknown>, tags: string[]) =>
  sql`${ticket}.tags || array(select tag from unnest(${tags}::text[]) tag where tag <> all(${ticket}.tags))`
const orderValue = (ticket: RawBuilder<unknown>) =>
  sql`(select o.total from orders o where o.customer_id = ${ticket}.customer_id order by o.placed_at desc limit 1)`

/**
 * The ticket as it will be once the reading is recorded, for the rules to ask: `held` is a query that yields whole rows of
 * tickets as `ticket`. A row is made rather than written and read, since a ticket stands in a dozen indexes.
 */
export const asRead = (held: RawBuilder<unknown>, { label, score, tags, language }: Reading) => sql`
  (${held}) held cross join lateral jsonb_populate_record(held.ticket, jsonb_build_object('sentiment_label', ${label}::text, 'sentiment_score', ${score}::numeric,
    'tags', ${joined(sql`(held.ticket)`, tags)}, 'language', coalesce(${known(language)}, (held.ticket).language), 'order_value', ${orderValue(sql`(held.ticket)`)})) t`
