/** Finds customers and orders for somebody who types a part of what they know. */
import { type RawBuilder, sql } from 'kysely'
import { type Db, unnamed } from '../platform/db.ts'

export interface FoundCustomer {
  id: string
  name: string
  email: string | null
  phone: string | null
  ticketCount: number
  ticketId: string | null
}

const newestTicket = (customerId: RawBuilder<unknown>) =>
  sql`(select t.id from tickets t where t.customer_id = ${customerId} order by t.created_at desc limit 1)`
/** So alike to what was typed a word of a name must be, where none begins as typed. */
const leastAlike = 0.4
const mostAlike = 4
/** Of customers whose names fit, so many are looked at, and the best of them shown. */
const mostCompared = 1000
const longestSwapped = 15

/** Customers by name, though it be typed a little wrong, or by how an address or number begins; the best first. */
export async function findCustomers(db: Db, typed: string, limit: number): Promise<FoundCustomer[]> {
  if (/[@\d]/.test(typed)) {
    const found = sql`select distinct on (i.customer_id) i.customer_id as id, 1 as score from identities i where i.value like ${`${pattern(typed)}%`} order by 1 limit ${limit}`
    return (await whole(db, found)).rows
  }
  if ([...typed].length < 3) return []
  const words = await meantBy(db, typed)
  if (words.length === 0 || words.some(({ meant }) => meant === null)) return []
  const fits = sql.join(
    words.map(({ meant }) => sql`c.folded_name ~ ${meant}`),
    sql` and `,
  )
  const score = sql.join(
    words.map(({ spellings }) => sql`(select max(word_similarity(s, c.folded_name)) from unnest(${spellings}::text[]) s)`),
    sql` + `,
  )
  const fitting = sql`(select c.id, c.name, ${score} as score from customers c where ${fits} limit ${mostCompared}) c`
  return (await whole(db, sql`select id, score from ${fitting} order by score desc, length(name), id desc limit ${limit}`)).rows
}

/**
 * What each typed word may mean, as a pattern of words in names: those that begin so, or else those that are like it, also
 * with two neighbouring letters swapped; null where nobody's name has one.
 */
async function meantBy(db: Db, typed: string): Promise<{ spellings: string[]; meant: string | null }[]> {
  const { rows } = await sql<{ spellings: string[]; begun: string[]; alike: string[] }>`
    select spellings, array(select s from unnest(spellings) s where exists (select 1 from name_words n where n.word like s || '%')) as begun,
      array(select word from (
          select n.word, max(similarity(n.word, s)) as alike from unnest(spellings || swapped) s join name_words n on n.word % s group by 1 order by 2 desc, 1 limit ${mostAlike}) n
        where alike >= ${leastAlike}) as alike
    from (select word from regexp_split_to_table(search_name(${typed}), '[^[:alnum:]]+') word where word <> '' limit 6) typed,
      lateral (select array(select distinct * from unnest(array[word, regexp_replace(word, '([aou])e', '\\1', 'g')])) as spellings,
        array(select left(word, i - 1) || substr(word, i + 1, 1) || substr(word, i, 1) || substr(word, i + 2)
          from generate_series(1, least(length(word) - 1, ${longestSwapped})) i) as swapped) forms`.execute(db)
  return rows.map(({ spellings, begun, alike }) => ({
    spellings: begun.length > 0 ? spellings : alike,
    meant: begun.length > 0 ? `\\m(?:${begun.join('|')})` : alike.length > 0 ? `\\m(?:${alike.join('|')})\\M` : null,
  }))
}

// Planned anew for what was typed: without it PostgreSQL does not see where in an index such a beginning lies, and reads all there are.
const whole = (db: Db, found: RawBuilder<unknown>) =>
  sql<FoundCustomer>`${unnamed}select c.id, c.name, c.email, c.phone, (select count(*)::int from tickets t where t.customer_id = c.id) as ticket_count, ${newestTicket(sql`c.id`)} as ticket_id
    from (${found}) found join customers c using (id) order by found.score desc, c.id desc`.execute(db)

export interface FoundOrder {
  id: string
  number: string
  status: string
  placedAt: Date
  customer: { id: string; name: string }
  ticketId: string | null
}

/** Orders by how their number begins, with or without its sign; the newest first. */
export async function findOrders(db: Db, typed: string, limit: number): Promise<FoundOrder[]> {
  const number = typed.replace(/^#/, '')
  if (!/\d/.test(number) || number.length < 3 || /\s/.test(number)) return []
  const { rows } = await sql<Omit<FoundOrder, 'customer'> & { customerId: string; name: string }>`
    ${unnamed}select o.id, o.number, o.status, o.placed_at, c.id as customer_id, c.name, ${newestTicket(sql`c.id`)} as ticket_id
    from (select * from orders where number like ${`${pattern(number)}%`} or number like ${`#${pattern(number)}%`} limit 100) o
    join customers c on c.id = o.customer_id order by length(o.number), o.placed_at desc limit ${limit}`.execute(db)
  return rows.map(({ customerId, name, ...order }) => ({ ...order, customer: { id: customerId, name } }))
}

const pattern = (typed: string) => typed.toLowerCase().replace(/[\\%_]/g, '\\$&')
