/**
 * Search: the tickets in which something was said, the newest hit first. A common word has millions of hits, and sorting them
 * takes seconds; so the index is asked for the newest few thousand messages first, by the marks of their days. When that does
 * not fill the page, the share of hits among them says how far the next question must reach; a rare word is soon asked for in
 * all messages, since its hits are few. Where PostgreSQL expects fewer from the start, the first question reaches further.
 */

import { sql } from 'kysely'
import type { Filter, Test } from '../../shared/filter.ts'
import { reason } from '../../shared/refusals.ts'
import { type Wanted, wantedOf } from '../../shared/searchWords.ts'
import type { Hit, Ticket } from '../../shared/tickets.ts'
import { testsOf } from '../conditions/check.ts'
import { namedIn } from '../conditions/namedIn.ts'
import { tsqueryOf } from '../conditions/said.ts'
import { where } from '../conditions/where.ts'
import type { Db } from '../platform/db.ts'
import { refused } from '../platform/errors.ts'
import { readTickets } from './rows.ts'
import { type Asked, bounds, expectedHits, type Found, fewOf, hitsIn, hitsOf, type Place } from './searchHits.ts'
import { snippetOf } from './searchSnippet.ts'
import { isListed, reachOf } from './searchVector.ts'

export interface FoundPage {
  tickets: (Ticket & { hit: Hit })[]
  nextCursor: string | null
}

/** Where the newest messages do not fill the page, one looks at least so many times as far again; for a phrase, whose words may be common, at most so many times. */
const growth = { least: 1, mostOfPhrase: 32 }
/** So few hits as are expected here are sooner found all at once than by the marks of days. */
const fewHits = 300
/** Somewhat more hits than fill the page are reached for; many more would take longer than asking once again, since each day does. */
const spare = 1.2
/** Hits fetched at once; many where a filter may pass but a few of them, since the index is asked anew each time. */
const handful = { usual: 1000, many: 4000 }
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
  let [from, to] = [hits <= fewHits ? oldest : begin(end, (asked.limit + 1) / hits), newest]
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
    from = new Date(Math.max(end.oldest.getTime(), reach.from.getTime() - span * further))
    if (performance.now() > deadline) return { found: all(), next: { at: reach.from.toISOString(), messageId: firstId } }
    // The day that begins there was looked through.
    to = new Date(reach.from.getTime() - 1)
  }
}
/** Where one begins to look for a page's share of all hits: the newest few thousand messages, or so far back as twice as many are expected. */
const begin = ({ from, to, oldest }: { from: Date; to: Date; oldest: Date }, share: number) =>
  new Date(Math.max(oldest.getTime(), Math.min(from.getTime(), to.getTime() - 2 * share * (to.getTime() - oldest.getTime()))))
const firstId = '00000000-0000-0000-0000-000000000000'

const pageOf = (found: Found[], more: Found[], limit: number) => {
  const all = [...found, ...more]
  return { found: all.slice(0, limit), next: all.length > limit ? all[limit - 1] : undefined }
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
