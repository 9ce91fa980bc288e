/** What a message of ours changes in its ticket, whoever wrote it and wherever. */
import { sql } from 'kysely'

export const answeredNow = {
  messageCount: sql<number>`message_count + 1`,
  lastMessageAt: sql<Date>`now()`,
  updatedAt: sql<Date>`now()`,
  waitingSince: null,
  firstRepliedAt: sql<Date>`coalesce(first_replied_at, now())`,
}
