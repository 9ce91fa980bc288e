/** Which tickets could be merged into this one: the customer's others first, then whatever a search finds. */
import { type RawBuilder, sql } from 'kysely'
import type { MergeCandidate } from '../../shared/merge.ts'
import { findCustomers } from '../customers/find.ts'
import type { Db } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'
import { ticketHolds } from '../team/holds.ts'
import { type Mergeable, mergeables, whyNotMerge } from './mayMerge.ts'

const most = 20
/** Of those whose name or address fits what was typed, the best so many are looked at. */
const mostCustomers = 20
/** What is shorter is looked for among the customers of so many newest tickets. */
const fewestLetters = 3
const mostRecent = 1000

type Row = Mergeable & Pick<MergeCandidate, 'channel' | 'status' | 'subject' | 'preview' | 'holds' | 'isSameCustomer' | 'lastMessageAt'>

/** By number, else by what the customer's others are about, or whose they are; without a search the customer's others. */
export async function mergeCandidates(db: Db, ticketId: string, search: string): Promise<MergeCandidate[]> {
  const [target] = await mergeables(db, [ticketId], false)
  if (!target) throw notFound('ticket')
  const wished = await wishedBy(db, target.customerId, search.trim())
  const { rows } = await sql<Row>`
    select t.id, t.number, t.channel, t.status, t.is_spam as "isSpam", t.merged_into_id as "mergedIntoId", t.customer_id as "customerId",
      coalesce(nullif(c.name, ''), c.email, c.phone, '?') as "customerName", t.identity_id as "identityId", t.subject, t.preview, ${ticketHolds} as holds,
      t.customer_id = ${target.customerId} as "isSameCustomer", t.last_message_at as "lastMessageAt"
    from tickets t join customers c on c.id = t.customer_id
    where ${wished} and t.id <> ${ticketId} and t.merged_into_id is null
    order by "isSameCustomer" desc, t.last_message_at desc limit ${most}`.execute(db)
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      number: row.number,
      subject: row.subject,
      preview: row.preview,
      holds: row.holds,
      channel: row.channel,
      status: row.status,
      customerName: row.customerName,
      isSameCustomer: row.isSameCustomer,
      lastMessageAt: row.lastMessageAt,
      whyNot: (await whyNotMerge(db, row, target)) ?? null,
    })),
  )
}

/** However many customers there are, what is read is the tickets of few of them. */
async function wishedBy(db: Db, customerId: string, words: string): Promise<RawBuilder<unknown>> {
  if (!words) return sql`t.customer_id = ${customerId}`
  const number = /^#?(\d{1,15})$/.exec(words)?.[1]
  if (number) return sql`t.number = ${Number(number)}`
  const like = `%${words.replace(/[\\%_]/g, '\\$&')}%`
  const found =
    [...words].length < fewestLetters ? await recentBy(db, like) : (await findCustomers(db, words, mostCustomers)).map(({ id }) => id)
  return sql`t.id in (
    select id from tickets where customer_id = ${customerId} and (subject ilike ${like} or preview ilike ${like})
    union all select newest.id from unnest(${found}::uuid[]) as found (id) cross join lateral (
      select id from tickets where customer_id = found.id and merged_into_id is null order by last_message_at desc limit ${most}) newest)`
}

/** A name may be of two letters, which no index knows: of those who wrote last, whose name has them. */
async function recentBy(db: Db, like: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct customer_id as id from (select customer_id from tickets where not is_spam order by last_message_at desc, id desc limit ${mostRecent}) t
    where (select folded_name from customers c where c.id = t.customer_id) like search_name(${like}) limit ${mostCustomers}`.execute(db)
  return rows.map(({ id }) => id)
}
