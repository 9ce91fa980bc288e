/** What a customer has taken back, or written anew, is quoted nowhere either: not in the sentiment's receipt, and not on the timeline. */
import { sql } from 'kysely'
import type { Tx } from '../platform/db.ts'

interface Receipt {
  id: string
  evidence: string[]
  at: Date
}

/**
 * Cuts from all that was read of a ticket since this message what no message says any more. Reasons go whole: a model's own words
 * may repeat the customer's. Whoever looks is told that words are missing, or all of them.
 */
export async function cutEvidence(tx: Tx, message: { ticketId: string; homeId: string | null; createdAt: Date }): Promise<void> {
  const tickets = [...new Set([message.ticketId, message.homeId].flatMap((id) => id ?? []))]
  const said = await tx
    .selectFrom('messages')
    .select(['text', 'createdAt'])
    .where('ticketId', '=', message.ticketId)
    .where('direction', '=', 'in')
    .where('isNote', '=', false)
    .where('text', '<>', '')
    .execute()
  const texts = said.map(({ text }) => even(text))
  const stands = (quote: string) => texts.some((text) => text.includes(even(quote)))
  const { rows: read } = await sql<Receipt>`
    select id, evidence, evaluated_at as at from sentiments where ticket_id = any(${tickets}::uuid[]) and evaluated_at >= ${message.createdAt}
    for update`.execute(tx)
  for (const { id, evidence, at } of read)
    await tx
      .updateTable('sentiments')
      .set({
        evidence: evidence.filter(stands),
        reason: '',
        takenBack: said.some(({ createdAt }) => createdAt <= at) ? 'part' : 'whole',
      })
      .where('id', '=', id)
      .execute()
  const { rows: told } = await sql<Receipt>`
    select id, array(select jsonb_array_elements_text(data->'evidence')) as evidence, at from timeline
    where ticket_id = any(${tickets}::uuid[]) and at >= ${message.createdAt} and jsonb_typeof(data->'evidence') = 'array'`.execute(tx)
  for (const { id, evidence } of told)
    await sql`
      update timeline set data = data || ${JSON.stringify({ evidence: evidence.filter(stands), reason: '' })}::jsonb where id = ${id}`.execute(
      tx,
    )
}

const even = (text: string) => text.replace(/\s+/gu, ' ').trim().toLowerCase()
