/** Moves what has just happened on a ticket into the past, so that the demo has days in it. */
import { sql } from 'kysely'
import type { Db } from '../platform/db.ts'

/** Everything of the ticket and its customer from `since` on happened at `at` instead. Times before `since` stay. */
export async function moveToPast(db: Db, ticketId: string, since: Date, at: Date): Promise<void> {
  const moved = (column: string) =>
    sql`${sql.ref(column)} = case when ${sql.ref(column)} >= ${since}::timestamptz then ${sql.ref(column)} + (${at}::timestamptz - ${since}::timestamptz) else ${sql.ref(column)} end`
  const all = (columns: string[]) => sql.join(columns.map(moved))
  const whose = sql`(select customer_id from tickets where id = ${ticketId})`
  await sql`
    with ticket as (
      update tickets set ${all(['created_at', 'updated_at', 'last_message_at', 'last_inbound_at', 'waiting_since', 'first_replied_at', 'customer_read_at', 'closed_at'])}
      where id = ${ticketId}
    ), message as (
      update messages set ${all(['created_at', 'sent_at', 'delivered_at', 'read_at', 'unsent_at'])} where ticket_id = ${ticketId}
    ), attempt as (
      update delivery_attempts set ${all(['started_at', 'finished_at'])}
      where message_id in (select id from messages where ticket_id = ${ticketId})
    ), line as (
      update timeline set ${all(['at'])} where ticket_id = ${ticketId}
    ), receipt as (
      update sentiments set ${all(['evaluated_at'])} where ticket_id = ${ticketId}
    ), event as (
      update events set ${all(['occurred_at'])} where customer_id = ${whose} and name like 'Ticket %'
    ), mail as (
      update trial_mails set ${all(['received_at'])}
      where to_address in (select value from identities where customer_id = ${whose} and kind = 'email')
    ), phone as (
      update trial_texts set ${all(['at'])}
      where person in (select value from identities where id = (select identity_id from tickets where id = ${ticketId}))
        and app = (select channel from tickets where id = ${ticketId})
    ), reaction as (
      update reactions set ${all(['at'])} where message_id in (select id from messages where ticket_id = ${ticketId})
    )
    update ticket_reads set ${all(['read_at'])} where ticket_id = ${ticketId}`.execute(db)
}
