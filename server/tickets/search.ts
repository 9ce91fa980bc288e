/**
 * Search: the tickets in which something was said, the newest hit first. A common word has millions of hits, and sorting them
 * takes seconds; so the index is asked for the newest few thousand messages first, by the marks of their days. When that does
 * not fill the page, the share of hits among them says how far the next question must reach; a rare word is soon asked for in
 * all messages, since its hits are few; where PostgreSQL expects so few from the start, they are asked for at once.
 */

import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Filter, Test } from '../../shared/filter.ts'
import { reason } from '../../shared/refusals.ts'
import { type Wanted, wantedOf } from '../../shared/searchWords.ts'
import type { Hit, Ticket } from '../../shared/tickets.ts'
import { testsOf } from '../conditions/check.ts'
import { namedIn } from '../conditions/namedIn.ts'
import { tsqueryOf } from '../conditions/said.ts'
import { where } from '../conditions/where.ts'
import { type Db, unnamed } from '../platform/db.ts'
import { refused } from '../platform/errors.ts'
import { expected } from '../platform/expected.ts'
import { readTickets } from './rows.ts'
import { snippetOf } from './searchSnippet.ts'
import { isListed, type Reach, reachOf } from './searchVector.ts'

/** A message with a hit. `at` is PostgreSQL's own text of the time, which is finer than ours. */
interface Found {
  ticketId: string
  messageId: string
  at: string
}
type Place = Pick<Found, 'messageId' | 'at'>

export interface FoundPage {
  tickets: (Ticket & { hit: Hit })[]
  nextCursor: string | null
}

/** The newest messages are looked through in this number first … */
const firstWindow = 2000
/** … then at least so many times as far; for a phrase, whose words may be common, at most so many times. */
const growth = { least: 2, mostOfPhrase: 32 }
/** So few hits as are expected here are sooner found all at once than by the marks of days. */
const fewHits = 5000
/** More hits than fill the page are reached for, since several may be of one ticket or not pass the filter. */
const spare = 1.5
/** Hits fetched at once; many where a filter may pass but a few of them, since the index is asked anew each time. */
const handful = { usual: 400, many: 4000 }
/** A filter that passes at most so many tickets is asked first, and its tickets for the words. */
const fewTickets = 2000
/** Where PostgreSQL expects more, it is asked how many they are only when none of the newest hits passed. */
const surelyMany = 8000
/** After this the page is given as far as it got; the cursor goes on from there. Milliseconds. */
const patience = 1500
/** More words that begin alike are left to the index. */
const mostCompletions = 300

/** A filter taken apart: what was said, and the rest. Undefined where no words must be there in any case. */
export function wordsIn(filter: Filter): { words: string; rest: Filter } | undefined {
  const tests = 'all' in filter ? filter.all.flatMap(allOf) : [filter]
  const isWords = (one: Filter): one is Test & { value: string } =>
    'field' in one && one.field === 'words' && one.operator === 'match' && typeof one.value === 'string'
  const words = tests.filter(isWords)
  if (words.length === 0) return undefined
  return { words: words.map(({ value }) => value).join(' '), rest: { all: tests.filter((one) => !isWords(one)) } }
}
const allOf = (filter: Filter): Filter[] => ('all' in filter ? filter.all.flatMap(allOf) : [filter])

/** A page of the tickets in which `words` were said and which `filter` passes. */
export async function searchTickets(
  db: Db,
  agentId: string,
  query: { words: string; filter: Filter; cursor?: string; limit: number },
): Promise<FoundPage> {
  const wanted = wantedOf(query.words)
  if (wanted.length === 0) throw refused(reason('words_needed'))
  const after = query.cursor === undefined ? undefined : placeOf(query.cursor)
  const [tsquery, who] = await Promise.all([questionOf(db, wanted), namedIn(db, query.filter, agentId)])
  const asked: Asked = {
    db,
    tsquery,
    isPhrase: wanted.some(({ words }) => words.length > 1),
    passes: where(query.filter, { agentId, ...who }),
    passesInOrder: where(query.filter, { agentId, ...who, inOrder: true }),
    isNarrow: testsOf(query.filter).some(({ field, value }) => field !== 'spam' || value !== false),
    after,
    limit: query.limit,
  }
  const { found, next } = await find(asked)
  return { tickets: await withHits(db, agentId, found, wanted), nextCursor: next ? cursorOf(next) : null }
}

interface Asked {
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

/** The question, with the words that begin as wanted in place of the beginnings. */
async function questionOf(db: Db, wanted: Wanted[]): Promise<string> {
  const beginnings = [...new Set(wanted.flatMap(({ words, isPrefix }) => (isPrefix ? (words.at(-1)?.forms ?? []) : [])))]
  if (beginnings.length === 0) return tsqueryOf(wanted)
  const { rows } = await sql<{ beginning: string; words: string[] }>`select beginning, array(
      select word from search_words where word >= beginning and word < beginning || chr(1114111) limit ${mostCompletions + 1}) as words
    from unnest(${beginnings}::text[]) beginning`.execute(db)
  const few = rows.filter(({ beginning, words }) => isListed(beginning) && words.length <= mostCompletions)
  return tsqueryOf(wanted, new Map(few.map(({ beginning, words }) => [beginning, [...new Set([beginning, ...words])]])))
}

/** The hits of a page, and where the next one begins. */
async function find(asked: Asked): Promise<{ found: Found[]; next: Place | undefined }> {
  const deadline = performance.now() + patience
  const found = new Map<string, Found>()
  const all = () => [...found.values()]
  let place = asked.after
  const [end, hits] = await Promise.all([bounds(asked), expectedHits(asked)])
  if (!end) return { found: [], next: undefined }
  const { to: newest, oldest } = end
  let [from, to] = [hits <= fewHits ? oldest : end.from, newest]
  for (let round = 0; ; round++) {
    if (asked.isNarrow && round === 1) {
      const tickets = await fewOf(asked, found.size > 0)
      if (tickets) return pageOf(all(), await hitsOf(asked, tickets, place, found), asked.limit)
    }
    const reach = reachOf(from, to, end.oldest)
    const many = asked.isNarrow && round > 0 ? handful.many : handful.usual
    for (;;) {
      const hits = await hitsIn(asked, reach, place, many, found)
      for (const hit of hits.passed) {
        if (found.size === asked.limit) return { found: all(), next: all().at(-1) }
        found.set(hit.ticketId, hit)
      }
      place = hits.last ?? place
      if (hits.count < many) break
      if (performance.now() > deadline) return { found: all(), next: place }
    }
    if (reach.from <= end.oldest) return { found: all(), next: undefined }
    // As often as it was met since the newest, the page would be full so much further on.
    const needed = ((asked.limit - found.size + 1) * spare) / Math.max(found.size, 0.5)
    const further = Math.max(growth.least, asked.isPhrase ? Math.min(needed, growth.mostOfPhrase) : needed)
    const span = Math.max(newest.getTime() - reach.from.getTime(), 60_000)
    to = reach.from
    from = new Date(Math.max(end.oldest.getTime(), to.getTime() - span * further))
    if (performance.now() > deadline) return { found: all(), next: { at: to.toISOString(), messageId: firstId } }
  }
}
const firstId = '00000000-0000-0000-0000-000000000000'

const pageOf = (found: Found[], more: Found[], limit: number) => {
  const all = [...found, ...more]
  return { found: all.slice(0, limit), next: all.length > limit ? all[limit - 1] : undefined }
}

/** The times between which the newest few thousand messages lie, and the oldest time there is; undefined where nothing is. */
async function bounds({ db, after }: Asked): Promise<{ from: Date; to: Date; oldest: Date } | undefined> {
  const { rows } = await sql<{ from: Date | null; to: Date | null; oldest: Date | null }>`
    select min(at) as "from", max(at) as "to", (select min(at) from search_docs) as oldest
    from (select at from search_docs where at <= ${after?.at ?? 'infinity'}::timestamptz order by at desc limit ${firstWindow}) newest`.execute(
    db,
  )
  const [{ from, to, oldest } = {}] = rows
  return from && to && oldest ? { from, to, oldest } : undefined
}

/** How many messages PostgreSQL expects to have what is asked. */
const expectedHits = async ({ db, tsquery }: Asked) =>
  (await expected(db, sql`select 1 from search_docs where words @@ ${tsquery}::tsquery`)).rows

/**
 * Looks at the newest hits within reach, after a place, at most a handful. Of each ticket the newest one; and of these, as many
 * as the page wants whose ticket passes the filter and was neither found nor on an earlier page.
 */
async function hitsIn(
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
    select (select count(*)::int from hits) as count, (select json_build_object(${place}) from hits order by at, message_id limit 1) as last,
      (select json_agg(json_build_object('ticketId', ticket_id, ${place})) from (
        select h.* from newest h where exists (select 1 from (select * from tickets where id = h.ticket_id offset 0) t where ${passesInOrder} and ${isNew})
        order by at desc, message_id desc limit ${sql.raw(String(limit + 1))}) found) as passed`.execute(db)
  const [{ passed, count, last } = { passed: null, count: 0, last: null }] = rows
  return { passed: passed ?? [], count, last }
}

/** The tickets that the filter passes, if they are few; by a guess: it is not asked where many are expected. */
async function fewOf({ db, passes }: Asked, isByGuess: boolean): Promise<string[] | undefined> {
  const fitting = sql<{ id: string }>`select t.id from tickets t where ${passes}`
  if (isByGuess && (await expected(db, fitting)).rows > surelyMany) return undefined
  const { rows } = await sql<{ id: string }>`${fitting} limit ${fewTickets + 1}`.execute(db)
  return rows.length > fewTickets ? undefined : rows.map(({ id }) => id)
}

/** The newest hit of each of some tickets, in order, after a place. */
async function hitsOf(
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

async function withHits(db: Db, agentId: string, found: Found[], wanted: Wanted[]): Promise<FoundPage['tickets']> {
  if (found.length === 0) return []
  const [tickets, { rows: texts }] = await Promise.all([
    readTickets(
      db,
      agentId,
      found.map(({ ticketId }) => ticketId),
    ),
    sql<{
      id: string
      text: string
    }>`select id, left(text, 50000) as text from messages where id = any(${found.map(({ messageId }) => messageId)}::uuid[])`.execute(db),
  ])
  const ticketOf = new Map(tickets.map((ticket) => [ticket.id, ticket]))
  const textOf = new Map(texts.map(({ id, text }) => [id, text]))
  return found.flatMap(({ ticketId, messageId, at }) => {
    const ticket = ticketOf.get(ticketId)
    const text = textOf.get(messageId)
    // Deleted a moment ago.
    if (!ticket || text === undefined) return []
    return [{ ...ticket, hit: { messageId, at: new Date(at), pieces: snippetOf(text, wanted) } }]
  })
}

/** Begins with a sign, so that a list's own cursor is not taken for one. */
const cursorOf = ({ at, messageId }: Place) => Buffer.from(JSON.stringify(['said', at, messageId])).toString('base64url')

function placeOf(cursor: string): Place {
  try {
    const [sign, at, messageId] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[]
    if (
      sign === 'said' &&
      typeof at === 'string' &&
      /^[\d:.+ TZ-]{10,40}$/.test(at) &&
      typeof messageId === 'string' &&
      /^[0-9a-f-]{36}$/.test(messageId)
    )
      return { at, messageId }
  } catch {
    // Refused below.
  }
  throw refused(reason('cursor_unknown'))
}
