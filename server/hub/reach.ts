/** Where the shopper of a chat is reached when they have left. */
import { sql } from 'kysely'
import type { Db } from '../platform/db.ts'

/** The address that they left in this chat, or the one that the shop signed, unless mail to it comes back; null: nowhere. */
export async function reachedAt(db: Db, ticketId: string): Promise<string | null> {
  const { rows } = await sql<{ email: string | null }>`
    select coalesce(h.email, (
      select i.value from identities i where i.customer_id = t.customer_id and i.kind = 'email' and i.bounced_at is null and i.complained_at is null
      order by i.is_verified desc, i.created_at limit 1)) as email
    from tickets t left join chats h on h.ticket_id = t.id where t.id = ${ticketId}`.execute(db)
  return rows[0]?.email ?? null
}
