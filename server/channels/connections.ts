/** The shop's connections, as the settings change them. */
import { randomBytes } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import type { ChannelForm, Connection, Values } from '../../shared/connections.ts'
import { reason } from '../../shared/refusals.ts'
import type { ChannelKey } from '../../shared/words.ts'
import { changed, type Db, inTransaction, isUniqueViolation, type Tx } from '../platform/db.ts'
import { conflict, notFound } from '../platform/errors.ts'
import type { Platform } from '../platform/platform.ts'
import type { DB } from '../platform/schema.ts'
import { getConnection } from './describe.ts'
import { type Filled, readForm } from './form.ts'
import { mayWorkAgain } from './health.ts'
import { formOf } from './list.ts'
import { tryWaitingNow } from './waiting.ts'

/** So many secrets of a field are kept: the newest, and the one before it while the vendor changes over. */
const mostSecrets = 2

type Row = Selectable<DB['connections']>

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

async function hold(tx: Tx, id: string): Promise<Row> {
  const row = await tx.selectFrom('connections').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw notFound('connection')
  return row
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
