/** A connection as a channel uses it: its settings, and its secrets opened when they are needed. */
import type { Selectable } from 'kysely'
import { Keyword } from '../../shared/connections.ts'
import type { ChannelKey } from '../../shared/words.ts'
import type { Db } from '../platform/db.ts'
import type { Platform } from '../platform/platform.ts'
import type { DB } from '../platform/schema.ts'

export interface Connected {
  id: string
  channel: ChannelKey
  address: string
  name: string
  isEnabled: boolean
  /** A field of its form as text; empty where it is not set. */
  text(key: string): string
  isOn(key: string): boolean
  keywords: Keyword[]
  /** A secret; empty where it is not set. */
  secret(key: string): string
  /** The secret and the one before it: what a vendor signed before a change is still taken in. */
  secretsOf(key: string): string[]
}

/** A connection by its id, or undefined. */
export const findConnected = async (platform: Platform, id: string | null | undefined): Promise<Connected | undefined> => {
  if (!id) return undefined
  const row = await platform.db.selectFrom('connections').selectAll().where('id', '=', id).executeTakeFirst()
  return row && connectedOf(platform, row)
}

/** The connection whose webhook has this token, or undefined. */
export const findByToken = async (platform: Platform, channel: ChannelKey, token: string): Promise<Connected | undefined> => {
  const row = await platform.db
    .selectFrom('connections')
    .selectAll()
    .where('channel', '=', channel)
    .where('token', '=', token)
    .executeTakeFirst()
  return row && connectedOf(platform, row)
}

/** The connection of this address, or undefined: vendors call one webhook for several of a shop's addresses. */
export const findByAddress = async (platform: Platform, channel: ChannelKey, address: string): Promise<Connected | undefined> => {
  const row = await platform.db
    .selectFrom('connections')
    .selectAll()
    .where('channel', '=', channel)
    .where('address', '=', address)
    .where('isEnabled', '=', true)
    .executeTakeFirst()
  return row && connectedOf(platform, row)
}

/** The connections of a channel that are turned on, as they stand in the database. */
export const connectionsOn = (db: Db, channel: ChannelKey) =>
  db.selectFrom('connections').selectAll().where('channel', '=', channel).where('isEnabled', '=', true).execute()

/** The row as a channel uses it. */
export function connectedOf({ secrets: keys }: Pick<Platform, 'secrets'>, row: Selectable<DB['connections']>): Connected {
  const sealed = (key: string) => row.secrets[key] ?? []
  return {
    id: row.id,
    channel: row.channel,
    address: row.address,
    name: row.name,
    isEnabled: row.isEnabled,
    text: (key) => String(row.settings[key] ?? ''),
    isOn: (key) => row.settings[key] === true,
    keywords: Keyword.array()
      .catch([])
      .parse(row.settings.keywords ?? []),
    secret: (key) => sealed(key).slice(0, 1).map(keys.open).join(''),
    secretsOf: (key) => sealed(key).map(keys.open),
  }
}

/** The address of a connection's webhook, as the vendor is given it. */
export const webhookUrl = ({ publicUrl }: Pick<Platform, 'publicUrl'>, { channel, token }: { channel: string; token: string }): string =>
  `${publicUrl}/webhooks/${channel}/${token}`
