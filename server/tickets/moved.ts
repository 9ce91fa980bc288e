/** A customer has another number: whoever wrote from the old one is reached, and known, by the new one. */
import { sql } from 'kysely'
import type { Fact } from '../channels/incoming.ts'
import { changed, type Tx } from '../platform/db.ts'
import { note } from './timeline.ts'

/**
 * Moves the identity. Where the new number wrote already, both stay as they are: two people are never made one by a vendor's word.
 * The old number is forgotten, since it may be given to a stranger.
 */
export async function moveNumber(tx: Tx, { from, to }: Extract<Fact, { kind: 'moved' }>): Promise<void> {
  const { rows } = await sql<{ id: string; customerId: string; name: string }>`
    update identities i set value = ${to} from customers c
    where i.kind = ${from.kind} and i.value = ${from.value} and c.id = i.customer_id
      and not exists (select from identities o where o.kind = ${from.kind} and o.value = ${to})
    returning i.id, i.customer_id as "customerId", c.name`.execute(tx)
  for (const { id, customerId, name } of rows) {
    await tx.updateTable('customers').set({ phone: to }).where('id', '=', customerId).where('phone', '=', from.value).execute()
    const tickets = await tx
      .selectFrom('tickets')
      .select('id')
      .where('customerId', '=', customerId)
      .where('identityId', '=', id)
      .where('mergedIntoId', 'is', null)
      .orderBy('createdAt', 'desc')
      .limit(10)
      .execute()
    for (const ticket of tickets) {
      await note(tx, ticket.id, 'moved', { kind: 'customer', id: customerId, name }, { from: from.value, to })
      changed(tx, 'tickets', `ticket:${ticket.id}`)
    }
  }
}
