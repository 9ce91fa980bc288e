/** How a new customer calls themselves, asked of the vendor on channels whose messages do not say. */
import { sql } from 'kysely'
import { findConnected } from '../channels/connected.ts'
import { channelOf } from '../channels/list.ts'
import { changed, inTransaction } from '../platform/db.ts'
import type { Platform } from '../platform/platform.ts'

/** Writes the name where there is none yet, on the customer and on what they wrote. */
export async function askProfile(
  platform: Platform,
  { identityId, connectionId }: { identityId: string; connectionId: string },
): Promise<void> {
  const { db } = platform
  const connection = await findConnected(platform, connectionId)
  const identity = await db.selectFrom('identities').select(['customerId', 'value']).where('id', '=', identityId).executeTakeFirst()
  const ask = connection && channelOf(connection.channel).profileOf
  if (!identity || !ask) return
  const name = (await ask(platform, connection, identity.value)).name.slice(0, 200)
  if (!name) return
  await inTransaction(db, async (tx) => {
    await tx.updateTable('customers').set({ name }).where('id', '=', identity.customerId).where('name', '=', '').execute()
    const { rows } = await sql<{ ticketId: string }>`
      update messages m set author_name = ${name} from tickets t
      where t.id = m.ticket_id and t.customer_id = ${identity.customerId} and m.author_id = t.customer_id and m.author_name in ('', ${identity.value})
      returning m.ticket_id as "ticketId"`.execute(tx)
    for (const ticketId of new Set(rows.map((row) => row.ticketId))) changed(tx, 'tickets', `ticket:${ticketId}`)
  })
}
