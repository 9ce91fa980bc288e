/** Which tickets could be merged into this one: the customer's others first, then whatever a search finds. */
import { sql } from 'kysely'
import type { MergeCandidate } from '../../shared/merge.ts'
import type { Db } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'
import { type Mergeable, mergeables, whyNotMerge } from './mayMerge.ts'

const most = 20

type Row = Mergeable & Pick<MergeCandidate, 'channel' | 'status' | 'subject' | 'preview' | 'isSameCustomer' | 'lastMessageAt'>

/** By number (`#12`), else by subject or the customer's name or address; without a search the customer's others. */
export async function mergeCandidates(db: Db, ticketId: string, search: string): Promise<MergeCandidate[]> {
  const [target] = await mergeables(db, [ticketId], false)
  if (!target) throw notFound('ticket')
  const words = search.trim()
  const number = /^#?(\d{1,15})$/.exec(words)?.[1]
  const like = `%${words.replace(/[\\%_]/g, '\\$&')}%`
  const wished = !words
    ? sql`t.customer_id = ${target.customerId}`
    : number
      ? sql`t.number = ${Number(number)}`
      : sql`t.customer_id in (select id from customers where id = ${target.customerId} or folded_name like search_name(${like})
          or id in (select customer_id from identities where value like ${like.slice(1).toLowerCase()}) limit 50)
          and (t.subject ilike ${like} or t.preview ilike ${like} or c.folded_name like search_name(${like}) or c.email ilike ${like})`
  const { rows } = await sql<Row>`
    select t.id, t.number, t.channel, t.status, t.is_spam as "isSpam", t.merged_into_id as "mergedIntoId", t.customer_id as "customerId",
      coalesce(nullif(c.name, ''), c.email, c.phone, '?') as "customerName", t.identity_id as "identityId", t.subject, t.preview,
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
      channel: row.channel,
      status: row.status,
      customerName: row.customerName,
      isSameCustomer: row.isSameCustomer,
      lastMessageAt: row.lastMessageAt,
      whyNot: (await whyNotMerge(db, row, target)) ?? null,
    })),
  )
}
