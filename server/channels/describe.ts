/** The shop's connections as the settings show them: each with its fields, how it does, and what goes through it. */
import { sql } from 'kysely'
import type { ChannelForm, Connection } from '../../shared/connections.ts'
import type { ChannelKey } from '../../shared/words.ts'
import type { Db } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'
import type { Platform } from '../platform/platform.ts'
import { webhookUrl } from './connected.ts'
import { channels, formOf } from './list.ts'
import { waitingBy } from './waiting.ts'

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

/** One connection with how it does. Refused where it is not there. */
export async function getConnection(platform: Platform, id: string): Promise<Connection> {
  const [connection] = await describeConnections(platform, id)
  if (!connection) throw notFound('connection')
  return connection
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
