/** The database: the only file that knows the driver. */
import { createHash } from 'node:crypto'
import { CamelCasePlugin, Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { Topic } from '../../shared/live.ts'
import { nameActor } from './acting.ts'
import { messageOf } from './errors.ts'
import type { DB } from './schema.ts'

export type Db = Kysely<DB>
export type Tx = Transaction<DB>

// Counts and identities are far below 2^53, money has two decimals: numbers, not strings.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)

/** Statements whose text contains this are planned anew each time: filters, whose best plan depends on their values. */
export const unnamed = sql.raw('/*unnamed*/')
/** Is this the text of such a statement? */
export const isPlannedAnew = (text: string): boolean => text.includes('/*unnamed*/')

const mostStatements = 400

/**
 * Clients of one pool that name every parameterised statement by its text, so that PostgreSQL parses and plans each once a
 * connection; the first that the pool is asked, up to a bound, since each is kept by every connection.
 */
function namingClients(): typeof pg.Client {
  const names = new Map<string, string>()
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text)
    if (known) return known
    if (names.size >= mostStatements || isPlannedAnew(text)) return undefined
    const name = createHash('sha1').update(text).digest('base64url')
    names.set(text, name)
    return name
  }
  return class extends pg.Client {
    // The driver's overloads cannot be restated in one signature; the pool calls this with (text, values).
    override query: typeof pg.Client.prototype.query = (...asked: unknown[]) => {
      const [text, values, ...rest] = asked
      const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? nameOf(text) : undefined
      return Reflect.apply(super.query, this, name ? [{ name, text, values }, ...rest] : asked)
    }
  }
}

export interface Database {
  db: Db
  pool: pg.Pool
  close(): Promise<void>
}

/** Opens the pool. Lost connections are reported to `onError` and replaced; no query is lost silently, it fails. */
export function openDatabase(url: string, { max = 16, onError = (_: Error): void => undefined } = {}): Database {
  const pool = new pg.Pool({ connectionString: url, max, Client: namingClients(), connectionTimeoutMillis: 10_000 } as pg.PoolConfig)
  let isClosing = false
  const onLost = (error: Error) => {
    if (!isClosing) onError(error)
  }
  pool.on('error', onLost)
  pool.on('connect', (client) => client.on('error', onLost))
  const db = new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
  return {
    db,
    pool,
    close() {
      isClosing = true
      return db.destroy()
    },
  }
}

/** One connection outside the pool, for what belongs to a session. Throws one sentence for the operator; lost later, it fails the query that runs. */
export async function connectOnce(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 15_000 })
  // Without a listener a lost connection would end the process.
  client.on('error', () => undefined)
  await client.connect().catch((error: unknown) => {
    const why = error instanceof AggregateError ? error.errors[0] : error
    throw new Error(`The database does not answer: ${messageOf(why)}.`)
  })
  return client
}

const changesOf = new WeakMap<Tx, Set<Topic>>()
let tell: (topics: Topic[]) => void = () => undefined

/** Names who is told, after commit, what changed. The live channel calls this once. */
export function tellChangesTo(listener: (topics: Topic[]) => void): void {
  tell = listener
}

/** Says that something changed; watchers hear of it once, and only when the transaction commits. */
export function changed(tx: Tx, ...topics: Topic[]): void {
  const changes = changesOf.get(tx) ?? new Set()
  for (const topic of topics) changes.add(topic)
  changesOf.set(tx, changes)
}

/** What a transaction changed, as it said itself. */
export interface Commit {
  topics: Topic[]
  /** Tickets whose place in views may be another now, besides those that the topics name. */
  touched: string[]
}

const touchedBy = new WeakMap<Tx, Set<string>>()
const followers = new WeakMap<Db, (commit: Commit) => void>()

/** Says that these tickets may be in other views now. Nobody's screen hears of it: where one shows them, say `changed`. */
export function touched(tx: Tx, ...ticketIds: string[]): void {
  const ids = touchedBy.get(tx) ?? new Set()
  for (const id of ticketIds) ids.add(id)
  touchedBy.set(tx, ids)
}

/** Hears of every commit that changed something, in this process. One listener a database. */
export function followCommits(db: Db, listener: (commit: Commit) => void): void {
  followers.set(db, listener)
}

/** One transaction: all of it or nothing, and afterwards the hints to whoever watches. */
export async function inTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  let mine: Tx | undefined
  const result = await db.transaction().execute(async (tx) => {
    mine = tx
    await nameActor(tx)
    return work(tx)
  })
  const topics = [...((mine && changesOf.get(mine)) ?? [])]
  const ids = [...((mine && touchedBy.get(mine)) ?? [])]
  if (topics.length + ids.length > 0) followers.get(db)?.({ topics, touched: ids })
  if (topics.length > 0) tell(topics)
  return result
}

/** Is this PostgreSQL's word for "such a row is there already"? */
export const isUniqueViolation = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code === '23505'

/** Was the transaction rolled back for another's sake (a deadlock, a crossing)? Tried again, it may go well at once. */
export const isConflict = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code?.startsWith('40') === true

/** Was a statement ended because it took longer than it may? */
const isTimeout = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code === '57014'

/** What `work` finds by asking within so many milliseconds a statement, under these settings; undefined when one takes longer. */
export async function within<T>(
  db: Db,
  milliseconds: number,
  work: (tx: Tx) => Promise<T>,
  settings: Record<string, string> = {},
): Promise<T | undefined> {
  try {
    return await inTransaction(db, async (tx) => {
      const all = Object.entries({ statement_timeout: String(milliseconds), ...settings })
      await sql`select ${sql.join(all.map(([name, value]) => sql`set_config(${name}, ${value}, true)`))}`.execute(tx)
      return work(tx)
    })
  } catch (error) {
    if (isTimeout(error)) return undefined
    throw error
  }
}

// Connection, rollback for another’s sake, want of resources, object in use, operator, system: PostgreSQL’s error classes.
const passingClasses = new Set(['08', '40', '53', '55', '57', '58'])

/** Is the database in trouble that passes, whatever was asked of it: restarted, full, out of reach, in a deadlock? */
export function isPassingTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof pg.DatabaseError) return passingClasses.has(error.code?.slice(0, 2) ?? '')
  const code = 'code' in error ? String(error.code) : ''
  return (
    /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH)/.test(code) ||
    /connection (terminated|error|timeout)|timeout exceeded/i.test(error.message) ||
    isPassingTrouble(error.cause)
  )
}
