/** The shop's own addresses: the first one, of the settings, and those that are connected, each with the name that customers see. */
import { sql } from 'kysely'
import { type Db, isPassingTrouble } from '../../platform/db.ts'
import { type Dkim, email, readSetting, settingOf } from '../../platform/settings.ts'
import { together } from '../../platform/together.ts'
import { withoutPlus } from './address.ts'

export interface OwnAddress {
  /** Null: the first address, of the settings. */
  connectionId: string | null
  address: string
  /** As customers see it. */
  name: string
}

const readers = new WeakMap<Db, (nothing: null) => Promise<OwnAddress[]>>()

/** All of them, the first one first. One that is connected too is there once, as the connection. */
export function ownAddresses(db: Db): Promise<OwnAddress[]> {
  // Every mail asks: whoever asks at the same moment asks together.
  let reader = readers.get(db)
  if (!reader) {
    const read = async (askers: null[]) => {
      const found = await readAll(db)
      return askers.map(() => found)
    }
    reader = together(read, { most: 100, atOnce: 2, enough: 8, isHopeless: isPassingTrouble })
    readers.set(db, reader)
  }
  return reader(null)
}

async function readAll(db: Db): Promise<OwnAddress[]> {
  const { rows } = await sql<{ setting: unknown; connected: OwnAddress[] }>`
    select (select value from settings where key = ${email.key}) as setting, coalesce((
      select json_agg(json_build_object('connectionId', id, 'address', address, 'name', ${nameShown}) order by created_at)
      from connections where channel = 'email'), '[]') as connected`.execute(db)
  const { address, name } = settingOf(email, rows[0]?.setting)
  const connected = rows[0]?.connected ?? []
  return connected.some((one) => one.address === withoutPlus(address)) ? connected : [{ connectionId: null, address, name }, ...connected]
}

const nameShown = sql<string>`coalesce(nullif(settings ->> 'displayName', ''), name)`

const readConnected = (db: Db): Promise<OwnAddress[]> =>
  db
    .selectFrom('connections')
    .select(['id as connectionId', 'address', nameShown.as('name')])
    .where('channel', '=', 'email')
    .orderBy('createdAt')
    .execute()

/** Is this one of them, plus part or not? */
export const isOwnAddress = (own: readonly OwnAddress[], address: string): boolean =>
  own.some((one) => withoutPlus(one.address) === withoutPlus(address))

/** Under which address an answer goes out: that of the connection, else the first one; with the key of its domain, where there is one. */
export async function senderAddress(db: Db, connectionId: string | null): Promise<{ address: string; name: string; dkim: Dkim | null }> {
  const first = await readSetting(db, email)
  const connected = connectionId && (await readConnected(db)).find((one) => one.connectionId === connectionId)
  const { address, name } = connected || first
  return { address, name, dkim: first.keys.find((key) => key.domain === domainOf(address)) ?? null }
}

/** The part behind the @. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1)
