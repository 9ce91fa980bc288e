/** The ledger of what came in: the numbers, what is in quarantine, and what people do about it. */
import { sql } from 'kysely'
import { z } from 'zod'
import type { Payload, PayloadState, Source } from '../../shared/ledger.ts'
import type { ChannelKey } from '../../shared/words.ts'
import { channels } from '../channels/list.ts'
import { beginningOf } from '../channels/payload.ts'
import type { Db, Tx } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'
import { addJob } from '../platform/jobs.ts'
import type { Platform } from '../platform/platform.ts'
import { readSetting, type Setting } from '../platform/settings.ts'

/** How long raw bytes are kept; null: for ever. */
export const retention: Setting<{ days: number | null }> = {
  key: 'ledger',
  shape: z.object({ days: z.number().int().positive().nullable() }),
  initial: { days: null },
}

/** Is the job that reads it still in the queue, with tries left? Such a payload is on its way. */
const isUnderWay = sql`exists (
  select from graphile_worker._private_jobs j join graphile_worker._private_tasks k on k.id = j.task_id
  where k.identifier = 'incoming' and j.attempts < j.max_attempts and j.payload->>'payloadId' = p.id::text)`

export interface Summary {
  counts: { channel: ChannelKey; state: PayloadState; count: number }[]
  unaccounted: number
  underWay: number
  quarantined: number
  sources: Source[]
  retention: { days: number | null }
}

/** The numbers of the last so many days; what is unaccounted for, or in quarantine, is of all time. */
export async function summarise(db: Db, days: number): Promise<Summary> {
  const since = new Date(Date.now() - days * 86_400_000)
  // Ids are in the order of time, and have an index; `received_at` has none.
  const first = `${since.getTime().toString(16).padStart(12, '0').replace(/^.{8}/, '$&-')}-7000-8000-000000000000`
  const [counts, open, sources] = await Promise.all([
    sql<Summary['counts'][number]>`
      select channel, state, count(*)::int as count from payloads where id >= ${first}::uuid and received_at >= ${since}
      group by channel, state order by channel, state`.execute(db),
    sql<{ unaccounted: number; underWay: number; quarantined: number }>`
      select count(*) filter (where state = 'accepted' and not ${isUnderWay})::int as unaccounted,
        count(*) filter (where state = 'accepted' and ${isUnderWay})::int as "underWay",
        count(*) filter (where state = 'quarantined')::int as quarantined
      from payloads p where state in ('accepted', 'quarantined')`.execute(db),
    Promise.all(channels.map((channel) => channel.sources?.(db) ?? [])),
  ])
  const [numbers = { unaccounted: 0, underWay: 0, quarantined: 0 }] = open.rows
  return { counts: counts.rows, ...numbers, sources: sources.flat(), retention: await readSetting(db, retention) }
}

/** Payloads, newest first; `unaccounted`: those that nobody will read. */
export async function listPayloads(
  db: Db,
  { state, channel, cursor, limit }: { state?: PayloadState | 'unaccounted'; channel?: ChannelKey; cursor?: string; limit: number },
): Promise<{ payloads: Payload[]; nextCursor: string | null }> {
  const wanted = state === 'unaccounted' ? sql`p.state = 'accepted' and not ${isUnderWay}` : state ? sql`p.state = ${state}` : sql`true`
  const rows = await read(
    db,
    sql`${wanted} and ${channel ? sql`p.channel = ${channel}` : sql`true`} and ${cursor ? sql`p.id < ${cursor}` : sql`true`}`,
    limit + 1,
  )
  const payloads = rows.slice(0, limit)
  return { payloads, nextCursor: rows.length > limit ? (payloads.at(-1)?.id ?? null) : null }
}

/** One of them. */
export async function getPayload(db: Db, id: string): Promise<Payload> {
  const [payload] = await read(db, sql`p.id = ${id}`, 1)
  if (!payload) throw notFound('payload')
  return payload
}

const read = async (db: Db, which: ReturnType<typeof sql>, limit: number): Promise<Payload[]> =>
  (
    await sql<Payload>`
      select p.id, p.channel, nullif(c.name, '') as connection, p.envelope->>'from' as "from", p.state, p.error, p.size::float8 as size,
        p.removed_at as "removedAt", p.received_at as "receivedAt", p.ended_at as "endedAt",
        case when t.id is not null then json_build_object('id', t.id, 'number', t.number) end as ticket
      from payloads p left join connections c on c.id = p.connection_id left join tickets t on t.id = p.ticket_id
      where ${which} order by p.id desc limit ${limit}`.execute(db)
  ).rows

/** So much of the raw bytes is shown on the page; the rest is downloaded. */
const mostShown = 20_000

/** The beginning of its raw bytes. What is no text is shown as far as it can be read as such. */
export async function lookInto({ db, files }: Platform, id: string): Promise<{ text: string; isWhole: boolean }> {
  const row = await db.selectFrom('payloads').select(['file', 'body', 'size', 'removedAt']).where('id', '=', id).executeTakeFirst()
  if (!row || row.removedAt) throw notFound('raw payload')
  const text = (await beginningOf(files, row, mostShown)).toString('utf8').replaceAll('\0', '\u2400')
  return { text, isWhole: row.size <= mostShown }
}

/** Has it read once more. What has ended, or is being read, stays as it is, so that nothing is taken in twice. */
export async function retryPayload(tx: Tx, id: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update payloads p set state = 'accepted', error = null, ended_at = null
    where p.id = ${id} and removed_at is null and (p.state in ('quarantined', 'discarded') or (p.state = 'accepted' and not ${isUnderWay}))
    returning p.id`.execute(tx)
  if (rows.length > 0) await addJob(tx, 'incoming', { payloadId: id }, { jobKey: `incoming:${id}` })
}

/** Leaves it unread for good; only what is in quarantine, or unaccounted for, can be discarded. */
export async function discardPayload(tx: Tx, id: string): Promise<void> {
  await sql`
    update payloads p set state = 'discarded', ended_at = now()
    where p.id = ${id} and (p.state = 'quarantined' or (p.state = 'accepted' and not ${isUnderWay}))`.execute(tx)
}
