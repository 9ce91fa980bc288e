/** A message that is one of the number's keywords: what it does, apart from any ticket (D10). */
import { sql } from 'kysely'
import type { Incoming } from '../channels/incoming.ts'
import type { Recognised } from '../customers/recognise.ts'
import { changed, type Tx } from '../platform/db.ts'
import { addJob } from '../platform/jobs.ts'
import { hearConsent } from './consents.ts'

/** The keyword was heard; it opens no ticket. */
export interface Heard {
  outcome: 'keyword'
  customerId: string
}

/** Does this message stay outside of every ticket? */
export const isKeywordOnly = ({ keyword }: Incoming): boolean => keyword != null && !keyword.opensTicket

/** Does what the keyword says: consent, the answer. The same message again changes nothing. */
export async function hearKeyword(tx: Tx, incoming: Incoming, who: Recognised): Promise<void> {
  const { keyword, channel, externalId, connectionId, from, sentAt, text } = incoming
  if (!keyword) return
  const { effect, word, answer } = keyword
  const { numAffectedRows = 0n } = await sql`
    insert into events (customer_id, name, properties, unique_key, occurred_at)
    values (${who.customerId}, 'Sent Keyword', ${JSON.stringify({ channel, word, effect, text })}::jsonb, ${`keyword:${channel}:${externalId}`}, ${sentAt})
    on conflict (unique_key) do nothing`.execute(tx)
  if (numAffectedRows === 0n) return
  const customer = { kind: 'customer', id: who.customerId, name: from.name || from.value } as const
  if (effect === 'opt_out' || effect === 'opt_in')
    for (const kind of ['marketing', 'transactional'] as const)
      await hearConsent(
        tx,
        { identityId: who.identityId, kind, isGiven: effect === 'opt_in', source: 'keyword', said: word, at: sentAt },
        customer,
      )
  if (answer && connectionId && !(await wasAnswered(tx, incoming, who)))
    await addJob(tx, 'say', { connectionId, to: from.value, text: answer, key: `${channel}:${externalId}` }, { maxAttempts: 8 })
  const tickets = await tx
    .selectFrom('tickets')
    .select('id')
    .where('identityId', '=', who.identityId)
    .where('status', '!=', 'closed')
    .execute()
  for (const { id } of tickets) changed(tx, `ticket:${id}`)
}

/** The same word is answered once in so many minutes: a machine that answers us with it falls silent (F5). */
const quietMinutes = 10

async function wasAnswered(tx: Tx, { channel, externalId, keyword }: Incoming, { customerId }: Recognised): Promise<boolean> {
  const { rows } = await sql`
    select 1 from events where customer_id = ${customerId} and name = 'Sent Keyword' and properties->>'word' = ${keyword?.word ?? ''}
      and properties->>'channel' = ${channel} and unique_key <> ${`keyword:${channel}:${externalId}`}
      and occurred_at > now() - make_interval(mins => ${quietMinutes}) limit 1`.execute(tx)
  return rows.length > 0
}
