/**
 * The index of everything ever said. A trigger notes each new or changed message in the transaction that writes it; here the
 * notes are taken some hundred at a time and written into `search_docs`, usually within a second. That keeps the cost off
 * the way of incoming messages, and one flush of the index serves many of them. While messages pour in it comes only every
 * two seconds: taking them in goes before, and the more are written at once, the less each costs.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { changed, type Db, inTransaction, isPassingTrouble, type Tx, touched } from '../platform/db.ts'
import { messageOf } from '../platform/errors.ts'
import type { Log } from '../platform/log.ts'
import { isListed, vectorOf } from './searchVector.ts'

const batch = 400
/** Between two looks, milliseconds. */
const pause = 400
/** The same while messages pour in: when so many came since the last rest. */
const busyPause = 2000
const many = 40
const troublePause = 2000
const mostUntidied = 300

interface Said {
  id: string
  ticketId: string
  createdAt: Date
  text: string
  ownSubject: string | null
  files: string | null
  subject: string
  number: number
  name: string
  addresses: string | null
}

/** Words that are surely in the list of words, so that they need not be told again. */
type Listed = Set<string>
/** So many are remembered; then it begins anew. */
const mostListed = 300_000

/** Indexes what waits, at most `limit` messages. Returns how many were taken. */
export async function indexPending(db: Db, limit = batch, listed: Listed = new Set()): Promise<number> {
  const { taken, words } = await inTransaction(db, async (tx) => {
    const { rows } = await sql<{ messageId: string }>`delete from search_pending where ctid = any(array(
      select ctid from search_pending limit ${limit} for update skip locked)) returning message_id`.execute(tx)
    // Lists and numbers of views that ask for words.
    const ids = [...new Set(rows.map(({ messageId }) => messageId))]
    if (rows.length > 0) changed(tx, 'tickets')
    touched(tx, ...(await ticketsOf(tx, ids)))
    return { taken: rows.length, words: await index(tx, ids, listed) }
  })
  remember(words, listed)
  return taken
}

async function ticketsOf(tx: Tx, messageIds: string[]): Promise<string[]> {
  if (messageIds.length === 0) return []
  const { rows } = await sql<{ id: string }>`select distinct ticket_id as id from messages where id = any(${messageIds}::uuid[])`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}

/** Indexes some messages from before there was an index, the newest first. Returns false once there is none left. */
export async function indexOlder(db: Db, listed: Listed = new Set()): Promise<boolean> {
  const words = await inTransaction(db, async (tx) => {
    const place = await tx.selectFrom('searchBackfill').select('before').forUpdate().executeTakeFirst()
    if (!place) return undefined
    const rows = await tx.selectFrom('messages').select('id').where('id', '<', place.before).orderBy('id', 'desc').limit(batch).execute()
    const last = rows.at(-1)
    if (last) await tx.updateTable('searchBackfill').set({ before: last.id }).execute()
    else await tx.deleteFrom('searchBackfill').execute()
    return index(
      tx,
      rows.map(({ id }) => id),
      listed,
    )
  })
  remember(words ?? [], listed)
  return words !== undefined
}

/** Indexes the messages of one ticket now, for whoever cannot wait: a rule that asks for words. */
export async function indexTicket(tx: Tx, ticketId: string): Promise<void> {
  const rows = await tx.selectFrom('messages').select('id').where('ticketId', '=', ticketId).execute()
  await index(
    tx,
    rows.map(({ id }) => id),
    new Set(),
  )
}

/** Once the transaction is there to stay. */
function remember(words: string[], listed: Listed): void {
  if (listed.size > mostListed) listed.clear()
  for (const word of words) listed.add(word)
}

/** Keeps the index up to date until it is stopped; outlives a database that is away. */
export function startIndexer(db: Db, log: Log): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const listed: Listed = new Set()
  const rest = (milliseconds: number) => sleep(milliseconds, undefined, { signal: stopping.signal }).catch(() => undefined)
  let hasOlder = true
  /** Messages written since the index was tidied: PostgreSQL gathers what is new in a list, which every search reads through. */
  let untidied = 0
  /** After a failure one at a time, so that a message that cannot be indexed takes no other along. */
  let limit = batch
  let sinceRest = 0
  const step = async () => {
    try {
      const taken = await indexPending(db, limit, listed)
      untidied += taken
      sinceRest += taken
      if (taken === limit) return
      limit = batch
      // Where more than this waits for long, PostgreSQL tidies by itself.
      if (untidied > mostUntidied) {
        await sql`select gin_clean_pending_list('search_docs_words')`.execute(db)
        untidied = 0
      }
      hasOlder &&= await indexOlder(db, listed)
      if (!hasOlder) await rest(sinceRest > many ? busyPause : pause)
      sinceRest = 0
    } catch (error) {
      log.warn({ error: messageOf(error) }, 'the search index could not be written and is tried again')
      if (isPassingTrouble(error)) return void (await rest(troublePause))
      if (limit === 1) await dropFirst(db).catch(() => undefined)
      limit = 1
      await rest(pause)
    }
  }
  const working = (async () => {
    while (!stopping.signal.aborted) await step()
  })()
  return {
    async stop() {
      stopping.abort()
      await working
    },
  }
}

const dropFirst = (db: Db) => sql`delete from search_pending where ctid = any(array(select ctid from search_pending limit 1))`.execute(db)

async function load(tx: Tx, ids: string[]): Promise<Said[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Said>`
    select m.id, m.ticket_id, m.created_at, m.text, m.subject as own_subject, t.subject, t.number, c.name,
      (select string_agg(a.name, ' ') from attachments a where a.message_id = m.id and not a.is_inline) as files,
      concat_ws(' ', c.email, c.phone, (select string_agg(i.value, ' ') from identities i where i.id = t.identity_id and i.kind in ('email', 'phone', 'whatsapp', 'instagram')
        and i.value is distinct from c.email and i.value is distinct from c.phone)) as addresses
    from messages m join tickets t on t.id = m.ticket_id join customers c on c.id = t.customer_id
    where m.id = any(${ids}::uuid[]) order by m.created_at`.execute(tx)
  return rows
}

/** Writes the index of these messages. Returns the words that are new in the list of words. */
async function index(tx: Tx, ids: string[], listed: Listed): Promise<string[]> {
  const said = await load(tx, ids)
  if (said.length === 0) return []
  const vectors = said.map((one) =>
    vectorOf(
      [
        { text: one.text, weight: 'D' },
        { text: `${subjectsOf(one)} ${one.files ?? ''}`, weight: 'A' },
        { text: `${one.name} ${one.addresses ?? ''} ${one.number}`, weight: 'B' },
      ],
      one.createdAt,
    ),
  )
  await sql`insert into search_docs (message_id, ticket_id, at, words)
    select id, ticket_id, at, words::tsvector from unnest(${said.map(({ id }) => id)}::uuid[], ${said.map(({ ticketId }) => ticketId)}::uuid[],
      ${said.map(({ createdAt }) => createdAt)}::timestamptz[], ${vectors.map(({ vector }) => vector)}::text[]) as one (id, ticket_id, at, words)
    on conflict (message_id) do update set ticket_id = excluded.ticket_id, at = excluded.at, words = excluded.words`.execute(tx)
  // In order, so that two who add the same words wait for each other and do not lock each other out.
  const fresh = [...new Set(vectors.flatMap(({ words }) => [...words].filter((word) => !listed.has(word) && isListed(word))))].sort()
  if (fresh.length > 0) await sql`insert into search_words select unnest(${fresh}::text[]) on conflict do nothing`.execute(tx)
  return fresh
}

const subjectsOf = ({ subject, ownSubject }: Said) => (ownSubject && !ownSubject.endsWith(subject) ? `${subject} ${ownSubject}` : subject)

/** How many messages are not in the index yet; of those from before it, at most a thousand are counted. */
export async function pendingMessages(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`select (select count(*) from search_pending)::int
    + (select count(*)::int from (select 1 from search_backfill b join messages m on m.id < b.before limit 1000) older) as count`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}
