/** What a search asks of the index of words: where to look, and the hits there, the newest first. */
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Db, unnamed } from '../platform/db.ts'
import { expected } from '../platform/expected.ts'
import type { Reach } from './searchVector.ts'

/** A message with a hit. `at` is PostgreSQL's own text of the time, which is finer than ours. */
export interface Found {
  ticketId: string
  messageId: string
  at: string
}
export type Place = Pick<Found, 'messageId' | 'at'>

/** One search, as the index is asked. */
export interface Asked {
  db: Db
  tsquery: string
  isPhrase: boolean
  passes: RawBuilder<SqlBool>
  /** The same, asked of one ticket after the other. */
  passesInOrder: RawBuilder<SqlBool>
  isNarrow: boolean
  after: Place | undefined
  limit: number
}

/** The newest messages are looked through in this number first. */
const firstWindow = 2000
/** A filter that passes at most so many tickets is asked first, and its tickets for the words. */
const fewTickets = 2000
/** Where PostgreSQL expects more, it is asked how many they are only when none of the newest hits passed. */
const surelyMany = 8000
/** The times between which the newest few thousand messages lie, and the oldest time there is; undefined where nothing is. */
export async function bounds({ db, after }: Asked): Promise<{ from: Date; to: Date; oldest: Date } | undefined> {
  const { rows } = await sql<{ from: Date | null; to: Date | null; oldest: Date | null }>`
    select min(at) as "from", max(at) as "to", (select min(at) from search_docs) as oldest
    from (select at from search_docs where at <= ${after?.at ?? 'infinity'}::timestamptz order by at desc limit ${firstWindow}) newest`.execute(
    db,
  )
  const [{ from, to, oldest } = {}] = rows
  return from && to && oldest ? { from, to, oldest } : undefined
}

/** How many messages PostgreSQL expects to have what is asked. */
export const expectedHits = async ({ db, tsquery }: Asked) =>
  (await expected(db, sql`select 1 from search_docs where words @@ ${tsquery}::tsquery`)).rows

/**
 * Looks at the newest hits within reach, after a place, at most a handful. Of each ticket the newest one; and of these, as many
 * as the page wants whose ticket passes the filter and was neither found nor on an earlier page.
 */
export async function hitsIn(
  { db, tsquery, passesInOrder, after: begin, limit }: Asked,
  { from, marks }: Reach,
  after: Place | undefined,
  many: number,
  found: Map<string, Found>,
): Promise<{ passed: Found[]; count: number; last: Place | null }> {
  const question = marks.length > 0 ? `(${marks.map((mark) => `'${mark}'`).join(' | ')}) & ${tsquery}` : tsquery
  const isNew = begin
    ? sql`not exists (select 1 from search_docs d where d.ticket_id = t.id and (d.at, d.message_id) >= (${begin.at}::timestamptz, ${begin.messageId}::uuid) and d.words @@ ${tsquery}::tsquery)`
    : sql`true`
  const place = sql`'messageId', message_id, 'at', at::text`
  const { rows } = await sql<{ passed: Found[] | null; count: number; last: Place | null }>`${unnamed}
    with hits as materialized (
      select message_id, ticket_id, at from (select message_id, ticket_id, at from search_docs where words @@ ${question}::tsquery offset 0) d
      where d.at >= ${from} ${after ? sql`and (d.at, d.message_id) < (${after.at}::timestamptz, ${after.messageId}::uuid)` : sql``}
      order by d.at desc, d.message_id desc limit ${sql.raw(String(many))}),
    newest as (select * from (select distinct on (ticket_id) * from hits where ticket_id <> all(${[...found.keys()]}::uuid[])
      order by ticket_id, at desc, message_id desc) h order by at desc, message_id desc)
    select (select count(*)::int from hits) as count, (select json_build_object(${place}) from (select * from hits order by at, message_id limit 1) h) as last,
      (select json_agg(json_build_object('ticketId', ticket_id, ${place})) from (
        select h.* from newest h where exists (select 1 from (select * from tickets where id = h.ticket_id offset 0) t where ${passesInOrder} and ${isNew})
        order by at desc, message_id desc limit ${sql.raw(String(limit + 1))}) found) as passed`.execute(db)
  const [{ passed, count, last } = { passed: null, count: 0, last: null }] = rows
  return { passed: passed ?? [], count, last }
}

/** The tickets that the filter passes, if they are few; by a guess: it is not asked where many are expected. */
export async function fewOf({ db, passes }: Asked, isByGuess: boolean): Promise<string[] | undefined> {
  const fitting = sql<{ id: string }>`select t.id from tickets t where ${passes}`
  if (isByGuess && (await expected(db, fitting)).rows > surelyMany) return undefined
  const { rows } = await sql<{ id: string }>`${fitting} limit ${fewTickets + 1}`.execute(db)
  return rows.length > fewTickets ? undefined : rows.map(({ id }) => id)
}

/** The newest hit of each of some tickets, in order, after a place. */
export async function hitsOf(
  { db, tsquery, limit, after: begin }: Asked,
  tickets: string[],
  after: Place | undefined,
  found: Map<string, Found>,
): Promise<Found[]> {
  const left = tickets.filter((id) => !found.has(id))
  const { rows } = await sql<Found & { isEarlier: boolean }>`${unnamed}
    select d.message_id, d.ticket_id, d.at::text as at from unnest(${left}::uuid[]) t (id), lateral (
      select * from search_docs where ticket_id = t.id and words @@ ${tsquery}::tsquery order by at desc, message_id desc limit 1) d
    where ${after || begin ? sql`(d.at, d.message_id) < (${(after ?? begin)?.at}::timestamptz, ${(after ?? begin)?.messageId}::uuid)` : sql`true`}
    order by d.at desc, d.message_id desc limit ${limit + 1}`.execute(db)
  return rows
}
