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
  const said = await saidIn(tx, message.ticketId)
  const stands = standsIn(said)
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

/** The same for what was just read of a ticket, where its customer took something back, or wrote it anew, while the model was reading. */
export async function cutIfUnsaid(tx: Tx, ticketId: string, evidence: string[]): Promise<void> {
  if (evidence.every(standsIn(await saidIn(tx, ticketId)))) return
  const changed = await tx
    .selectFrom('messages')
    .select(['ticketId', 'homeId', 'createdAt'])
    .where('ticketId', '=', ticketId)
    .where('direction', '=', 'in')
    .where((is) => is.or([is('unsentAt', 'is not', null), is('editedAt', 'is not', null)]))
    .orderBy('createdAt')
    .executeTakeFirst()
  if (changed) await cutEvidence(tx, changed)
}

interface Said {
  text: string
  createdAt: Date
}

const saidIn = (tx: Tx, ticketId: string): Promise<Said[]> =>
  tx
    .selectFrom('messages')
    .select(['text', 'createdAt'])
    .where('ticketId', '=', ticketId)
    .where('direction', '=', 'in')
    .where('isNote', '=', false)
    .where('text', '<>', '')
    .execute()

function standsIn(said: Said[]): (quote: string) => boolean {
  const texts = said.map(({ text }) => even(text))
  return (quote) => texts.some((text) => text.includes(even(quote)))
}

const even = (text: string) => text.replace(/\s+/gu, ' ').trim().toLowerCase()
