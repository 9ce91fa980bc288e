/**
 * Which marketing message does a customer's text answer (R187 to R192)? Marketing messages are events on the customer, written
 * through the API; a text answers the latest one received before it within the window of its number, and only the first text does.
 */
import { sql } from 'kysely'
import { mostAttributionHours } from '../../shared/connections.ts'
import type { AnswerTo } from '../../shared/tickets.ts'
import { changed, type Tx } from '../platform/db.ts'
import { given } from '../platform/given.ts'

/** The event by which a marketing message is on the customer; `properties` name its `campaign` or `flow`, and the `message`. */
export const receivedText = 'Received SMS'

/**
 * Clocks differ, and the sender's time may lie a moment after the customer's answer: where no marketing message was received before
 * a text, one of the next seconds counts.
 */
const graceSeconds = 5
const usualHours = 24

/**
 * Finds anew what a customer's texts of the days around `at` answer; after a text came in, and after an event was written, which may
 * be later than the text that answers it. The caller holds the customer, so that two do not count side by side.
 */
export async function attribute(tx: Tx, customerId: string, at: Date): Promise<void> {
  const from = new Date(at.getTime() - 2 * mostAttributionHours * 3600_000)
  const until = new Date(at.getTime() + 2 * mostAttributionHours * 3600_000)
  const { rows: texts } = await sql<{ id: string; ticketId: string; eventId: string | null; before: string | null }>`
    with text as (
      select m.id, m.ticket_id, coalesce(m.sent_at, m.created_at) as at, a.event_id as before,
        make_interval(hours => coalesce((c.settings->>'attributionHours')::int, ${usualHours})) as span
      from tickets t join messages m on m.ticket_id = t.id left join connections c on c.id = m.connection_id left join attributions a on a.message_id = m.id
      where t.customer_id = ${customerId} and m.channel = 'sms' and m.direction = 'in' and not m.is_automated
        and m.created_at between ${from} and ${until}
    )
    select text.id, text.ticket_id as "ticketId", text.before, (
      select e.id from events e
      where e.customer_id = ${customerId} and e.name = ${receivedText}
        and e.occurred_at between text.at - text.span and text.at + make_interval(secs => ${graceSeconds})
      order by e.occurred_at <= text.at desc, case when e.occurred_at <= text.at then e.occurred_at end desc nulls last, e.occurred_at, e.id desc
      limit 1
    ) as "eventId"
    from text order by text.at, text.id`.execute(tx)

  const taken = new Set<string>()
  const found = texts.map((text) => {
    const isFirst = text.eventId !== null && !taken.has(text.eventId)
    if (text.eventId) taken.add(text.eventId)
    return { ...text, eventId: isFirst ? text.eventId : null }
  })
  const news = found.filter(({ before, eventId }) => before !== eventId)
  if (news.length === 0) return
  const ids = news.map(({ id }) => id)
  await sql`delete from attributions where message_id = any(${ids}::uuid[])`.execute(tx)
  const answers = news.flatMap(({ id, eventId }) => (eventId ? [{ messageId: id, eventId }] : []))
  if (answers.length > 0) await tx.insertInto('attributions').values(answers).execute()
  const ticketIds = [...new Set(news.map((one) => one.ticketId))]
  await recountAnswers(tx, ticketIds)
  for (const ticketId of ticketIds) changed(tx, 'tickets', `ticket:${ticketId}`)
}

/** Writes anew which campaign these tickets answer: that of the newest text on them which answers one. */
export async function recountAnswers(tx: Tx, ticketIds: string[]): Promise<void> {
  await sql`update tickets set answer_to = (select ${answerTo} ${attributed} where m.ticket_id = tickets.id order by coalesce(m.sent_at, m.created_at) desc, m.id desc limit 1)
    where id = any(${ticketIds}::uuid[])`.execute(tx)
}

/** Texts came in: most customers have received nothing lately, and that is one look into an index for all of them. */
export async function attributeTexts(tx: Tx, texts: { customerId: string; at: Date }[]): Promise<void> {
  if (texts.length === 0) return
  const { rows } = await sql<{ place: number }>`
    select a.place from ${given('a', texts, { customer_id: ['uuid', ({ customerId }) => customerId], at: ['timestamptz', ({ at }) => at] })}
    where exists (select from events e where e.customer_id = a.customer_id and e.name = ${receivedText}
      and e.occurred_at between a.at - make_interval(hours => ${mostAttributionHours}) and a.at + make_interval(secs => ${graceSeconds}))
    order by a.place`.execute(tx)
  for (const { place } of rows) {
    const text = texts[place - 1]
    if (text) await attribute(tx, text.customerId, text.at)
  }
}

const nameOf = (key: string) => sql.raw(`coalesce(e.properties->'${key}'->>'name', e.properties->>'${key}')`)
const attributed = sql`from attributions a join messages m on m.id = a.message_id join events e on e.id = a.event_id`

/** What a text answers, as JSON in the shape of the API; over `attributed`. */
const answerTo = sql<AnswerTo>`jsonb_build_object(
  'kind', case when e.properties ? 'flow' then 'flow' when e.properties ? 'campaign' then 'campaign' else 'message' end,
  'name', coalesce(${nameOf('flow')}, ${nameOf('campaign')}, ${nameOf('message')}, ''), 'message', ${nameOf('message')},
  'eventId', e.id, 'messageId', m.id, 'receivedAt', e.occurred_at, 'answeredAt', coalesce(m.sent_at, m.created_at))`
