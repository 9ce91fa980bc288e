/** Tickets that were read, as if triage had done it. */
import { sql } from 'kysely'
import { type Db, inTransaction } from '../server/platform/db.ts'
import { followRead } from '../server/tickets/afterReading.ts'

/** Marks every unread ticket as read without a score, and asks for what waited for that. */
export const readAll = (db: Db): Promise<void> =>
  inTransaction(db, async (tx) => {
    const { rows } = await sql<{ ticketId: string; channel: string }>`
      with line as (
        insert into timeline (ticket_id, kind, actor_kind, actor_name)
        select id, 'left_unscored', 'system', 'Warmline' from tickets t
        where not exists (select from timeline l where l.ticket_id = t.id and l.kind = 'left_unscored')
        returning ticket_id
      )
      select t.id as "ticketId", t.channel from line join tickets t on t.id = line.ticket_id`.execute(tx)
    await followRead(tx, rows)
  })
