/** What a view asks for its number, as SQL. */
import { type RawBuilder, sql } from 'kysely'
import type { Filter } from '../../shared/filter.ts'
import { countLimit, type View } from '../../shared/views.ts'
import { isUnread } from '../conditions/fields.ts'
import { where } from '../conditions/where.ts'
import { type Db, type Tx, unnamed } from '../platform/db.ts'
import { expected } from '../platform/expected.ts'
import { apart, isLookedUp, isOfRow } from '../tickets/partsOfFilter.ts'
import { countedBy } from './filterOf.ts'
import { mostCounted } from './keptNumbers.ts'

/** A view's question. */
export interface Question {
  /** By the text and the values of what is asked: whoever's "me" it asks for is among them. */
  name: string
  goesByClock: boolean
  /** Is a ticket in the view? Asked of single ones. */
  test: RawBuilder<unknown>
  /** Those in it, as many as are counted. */
  rows: RawBuilder<unknown>
  /** The same, asked of tickets in their order, where it cannot be said beforehand which is sooner done. */
  other?: RawBuilder<unknown>
}

/** The ids of tickets among `rows` for which `test` holds, at most so many. */
export const idsWhere = (test: RawBuilder<unknown>, limit: number, rows: RawBuilder<unknown> = sql`tickets`) =>
  sql`(select t.id from ${rows} t where ${test} limit ${sql.raw(String(limit))}) counted`

/** A view of open tickets looks at them in their order, and so stops where the limit is reached; few of all tickets are open. */
export function questionOf(db: Db, view: Pick<View, 'id' | 'filter'>, agentId: string): Question {
  const { standing, rest } = apart(countedBy(view))
  const isOpen = standing.some((part) => 'field' in part && part.field === 'status' && part.value === 'open')
  const asked = (parts: Filter[], inOrder = false) => where({ all: parts }, { agentId, inOrder })
  const test = asked([...standing, ...rest])
  const { sql: text, parameters } = sql`${test}`.compile(db)
  const question = {
    name: `${text} ${JSON.stringify(parameters)}`,
    goesByClock: text.includes('now()'),
    test,
    rows: idsWhere(test, mostCounted),
  }
  if (!isOpen || !rest.some((part) => isOfRow(part) || isLookedUp(part))) return question
  const inOrder = idsWhere(
    asked(rest, true),
    mostCounted,
    sql`(select * from tickets t where ${asked(standing)} order by last_message_at desc, id desc offset 0)`,
  )
  return rest.some(isLookedUp) ? { ...question, other: inOrder } : { ...question, rows: inOrder }
}

/**
 * Unread ones are near the top, since a customer's message puts its ticket there: further down nobody looks when they are counted
 * anew. Each one looked at is a look into what was read.
 */
const unreadAmong = sql.raw(String(countLimit))
const openTickets: Filter[] = [
  { field: 'status', operator: 'is', value: 'open' },
  { field: 'spam', operator: 'is', value: false },
]

/** What is asked for the number of an agent's unread open tickets. */
export function unreadQuestion(db: Db, agentId: string): Question {
  const question = questionOf(
    db,
    { id: 'unread', filter: { all: [...openTickets, { field: 'unread', operator: 'is', value: true }] } },
    agentId,
  )
  const newest = sql`(select * from tickets t where ${where({ all: openTickets })} order by last_message_at desc limit ${unreadAmong})`
  return { ...question, name: `newest: ${question.name}`, rows: idsWhere(isUnread(agentId), mostCounted, newest), other: undefined }
}

/** The way of asking that PostgreSQL expects to take less: a rare word is found by the index, a common one among the next tickets. */
export async function sooner(tx: Tx, { rows, other }: Question): Promise<RawBuilder<unknown>> {
  if (!other) return rows
  const cost = async (one: RawBuilder<unknown>) => (await expected(tx, sql`${unnamed}select count(*) from ${one}`)).cost
  return (await cost(other)) < (await cost(rows)) ? other : rows
}
