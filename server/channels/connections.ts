/** The shop's connections, as the settings change and show them. */
import { randomBytes } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import type { ChannelForm, Connection, Values } from '../../shared/connections.ts'
import { reason } from '../../shared/refusals.ts'
import type { ChannelKey } from '../../shared/words.ts'
import { changed, type Db, inTransaction, isUniqueViolation, type Tx } from '../platform/db.ts'
import { conflict, messageOf, notFound, refused } from '../platform/errors.ts'
import type { Platform } from '../platform/platform.ts'
import type { DB } from '../platform/schema.ts'
import type { Channel } from './channel.ts'
import { connectedOf, webhookUrl } from './connected.ts'
import { type Filled, readForm } from './form.ts'
import { broke, failed, mayWorkAgain, works } from './health.ts'
import { channelOf, channels } from './list.ts'
import { BrokenConnection } from './outgoing.ts'
import { tryWaitingNow, waitingBy } from './waiting.ts'

/** So many secrets of a field are kept: the newest, and the one before it while the vendor changes over. */
const mostSecrets = 2

type Row = Selectable<DB['connections']>

/** What can be connected, in the order of the channels. */
export const formsOf = (): ChannelForm[] =>
  channels.flatMap(({ key, form }) => (form ? { channel: key, fields: form.fields, hasWebhook: form.hasWebhook, steps: form.steps } : []))

/** Every connection with how it does, or those named. */
export async function describeConnections(platform: Platform, id?: string): Promise<Connection[]> {
  const rows = await platform.db
    .selectFrom('connections as c')
    .leftJoin('connectionHealth as h', 'h.connectionId', 'c.id')
    .selectAll('c')
    .select([
      'h.lastInAt',
      'h.lastOutAt',
      'h.lastTestAt',
      'h.brokenAt',
      'h.failedAt',
      'h.failure',
      'h.expiresAt',
      'h.refusedAt',
      'h.refusal',
    ])
    .$if(id !== undefined, (query) => query.where('c.id', '=', id ?? ''))
    .orderBy('c.createdAt')
    .execute()
  const [days, waiting] = await Promise.all([lastDay(platform.db), waitingBy(platform.db)])
  return rows.map((row) => ({
    id: row.id,
    channel: row.channel,
    address: row.address,
    name: row.name,
    settings: row.settings,
    secrets: Object.keys(row.secrets),
    webhookUrl: formOf(row.channel).hasWebhook ? webhookUrl(platform, row) : null,
    isEnabled: row.isEnabled,
    createdAt: row.createdAt,
    health: {
      state: !row.isEnabled ? 'off' : row.brokenAt ? 'broken' : row.lastInAt || row.lastOutAt || row.lastTestAt ? 'working' : 'new',
      lastInAt: row.lastInAt,
      lastOutAt: row.lastOutAt,
      lastTestAt: row.lastTestAt,
      brokenAt: row.brokenAt,
      failedAt: row.failedAt,
      failure: row.failure,
      expiresAt: row.expiresAt,
      refusedAt: row.refusedAt,
      refusal: row.refusal,
      waiting: waiting.get(row.id) ?? 0,
      day: days.get(row.id) ?? { in: 0, out: 0, failed: 0 },
    },
  }))
}

async function lastDay(db: Db): Promise<Map<string, { in: number; out: number; failed: number }>> {
  const { rows } = await sql<{ id: string; in: number; out: number; failed: number }>`
    select connection_id as id, count(*) filter (where direction = 'in')::int as in, count(*) filter (where direction = 'out')::int as out,
      count(*) filter (where state = 'failed')::int as failed
    from messages where connection_id is not null and created_at > now() - interval '24 hours' group by connection_id`.execute(db)
  return new Map(rows.map(({ id, ...day }) => [id, day]))
}

/** Connects an address. Refused where a field is wrong, or the address is connected already. */
export async function createConnection(
  platform: Platform,
  { channel, name, values }: { channel: ChannelKey; name: string; values: Values },
): Promise<Connection> {
  const form = formOf(channel)
  const filled = readForm(form, values)
  const id = await told(
    form,
    inTransaction(platform.db, async (tx) => {
      const row = await tx
        .insertInto('connections')
        .values({
          channel,
          name: name || filled.address,
          address: filled.address,
          settings: JSON.stringify(filled.settings),
          secrets: JSON.stringify(seal(platform, filled.secrets)),
          token: randomBytes(18).toString('base64url'),
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      changed(tx, 'connections')
      return row.id
    }),
  )
  return getConnection(platform, id)
}

/** Changes a connection; a secret that is given anew stands before the one there was. */
export async function changeConnection(
  platform: Platform,
  { id, name, isEnabled, values }: { id: string; name?: string; isEnabled?: boolean; values?: Values },
): Promise<Connection> {
  const { channel } = await getConnection(platform, id)
  await told(
    formOf(channel),
    inTransaction(platform.db, async (tx) => {
      const row = await hold(tx, id)
      const before = filledOf(platform, row)
      const filled = values ? readForm(formOf(row.channel), values, before) : before
      await tx
        .updateTable('connections')
        .set({
          ...(name !== undefined && { name: name || filled.address }),
          ...(isEnabled !== undefined && { isEnabled }),
          address: filled.address,
          // What no form asks stays, such as where a test's vendor is.
          settings: JSON.stringify({ ...row.settings, ...filled.settings }),
          secrets: JSON.stringify(renewed(platform, row, before, filled)),
          updatedAt: sql`now()`,
        })
        .where('id', '=', id)
        .execute()
      const hasNewSecrets = Object.entries(filled.secrets).some(([key, secret]) => secret !== before.secrets[key])
      await mayWorkAgain(tx, id, hasNewSecrets)
      changed(tx, 'connections')
    }),
  )
  return getConnection(platform, id)
}

/** Disconnects an address; tickets and messages stay, and replies that wait for it fail with that reason. */
export async function removeConnection(db: Db, id: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    await hold(tx, id)
    // What waits for it fails now, and whoever wrote it is told.
    await tryWaitingNow(tx, id)
    await tx.deleteFrom('connections').where('id', '=', id).execute()
    changed(tx, 'connections')
  })
}

/** Asks the vendor whether the credentials work, and keeps the answer with its health. */
export async function checkConnection(platform: Platform, id: string): Promise<{ isWorking: boolean; answer: string }> {
  const row = await platform.db.selectFrom('connections').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw notFound('connection')
  const { check } = formOf(row.channel)
  if (!check) throw refused(reason('connection_no_check'))
  try {
    const { answer, expiresAt } = await check(platform, connectedOf(platform, row))
    await inTransaction(platform.db, (tx) => works(tx, id, expiresAt))
    return { isWorking: true, answer }
  } catch (error) {
    const words = messageOf(error).slice(0, 2000)
    if (!(error instanceof BrokenConnection)) platform.log.warn({ connectionId: id, error: words }, 'a connection could not be checked')
    // Whoever asked stands before it: nobody is told by mail.
    await inTransaction(platform.db, async (tx) => {
      if (error instanceof BrokenConnection) await broke(tx, id, words)
      else await failed(tx, id, words)
    })
    return { isWorking: false, answer: words }
  }
}

/** The connections that do not work now. */
export async function brokenConnections(db: Db): Promise<{ id: string; channel: ChannelKey; name: string; since: Date }[]> {
  const rows = await db
    .selectFrom('connections as c')
    .innerJoin('connectionHealth as h', 'h.connectionId', 'c.id')
    .select(['c.id', 'c.channel', 'c.name', 'h.brokenAt'])
    .where('c.isEnabled', '=', true)
    .where('h.brokenAt', 'is not', null)
    .orderBy('h.brokenAt')
    .execute()
  return rows.flatMap(({ id, channel, name, brokenAt }) => (brokenAt ? { id, channel, name, since: brokenAt } : []))
}

async function getConnection(platform: Platform, id: string): Promise<Connection> {
  const [connection] = await describeConnections(platform, id)
  if (!connection) throw notFound('connection')
  return connection
}

async function hold(tx: Tx, id: string): Promise<Row> {
  const row = await tx.selectFrom('connections').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw notFound('connection')
  return row
}

function formOf(channel: string): NonNullable<Channel['form']> {
  const { form } = channelOf(channel)
  if (!form) throw refused(reason('channel_not_connectable'))
  return form
}

function filledOf({ secrets: keys }: Platform, row: Row): Filled {
  const newest = Object.entries(row.secrets).flatMap(([key, [sealed]]) => (sealed ? [[key, keys.open(sealed)] as const] : []))
  return { address: row.address, settings: row.settings, secrets: Object.fromEntries(newest) }
}

const seal = ({ secrets: keys }: Platform, secrets: Record<string, string>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(secrets).map(([key, secret]) => [key, [keys.seal(secret)]]))

/** The sealed secrets after a change: what stayed the same stays as it is. */
const renewed = ({ secrets: keys }: Platform, row: Row, before: Filled, after: Filled): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(after.secrets).map(([key, secret]) => {
      const kept = row.secrets[key] ?? []
      return [key, secret === before.secrets[key] ? kept : [keys.seal(secret), ...kept].slice(0, mostSecrets)]
    }),
  )

const told = <T>({ fields }: Pick<ChannelForm, 'fields'>, work: Promise<T>): Promise<T> =>
  work.catch((error) => {
    const field = fields.find(({ isAddress }) => isAddress)?.key
    throw isUniqueViolation(error) ? conflict(reason('connection_exists'), { field }) : error
  })
