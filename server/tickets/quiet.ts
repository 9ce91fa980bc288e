/**
 * How long has nobody of the team said a word in a live chat (R95)? Words: a chat is *live* while it is open and its shopper has the
 * shop open; it is *quiet* since the oldest message that nobody answered, or else since the team's last word. A word that ends in a
 * question waits for the shopper, and quiet it is not.
 */
import { sql } from 'kysely'

/** Whoever was last seen longer ago than this has gone, whatever was said: after a crash nobody says goodbye. Seconds. */
export const goneAfter = 120

/** Of the ticket `t`: since when its live chat is quiet; null when it is none or is not. */
export const quietSince = sql<Date | null>`case when t.channel = 'webchat' and t.status = 'open' and not t.is_spam and not t.is_automated then (
  select coalesce(t.waiting_since, (
    select case when m.text !~ '[?？؟][^[:alnum:]]*$' then m.created_at end from messages m
    where m.ticket_id = t.id and m.direction = 'out' and not m.is_note and m.author_kind = 'agent' and m.unsent_at is null
    order by m.created_at desc, m.id desc limit 1))
  from shopper_presence p
  where p.customer_id = t.customer_id and p.is_here and p.seen_at > now() - make_interval(secs => ${sql.lit(goneAfter)})) end`
