/** The installation's settings: one row a subject, its shape stated where the subject lives. */
import { sql } from 'kysely'
import { z } from 'zod'
import { type Db, inTransaction, isPassingTrouble } from './db.ts'
import { together } from './together.ts'

export interface Setting<T> {
  key: string
  shape: z.ZodType<T>
  initial: T
}

/** What every room may need to know of the shop. */
export const shop: Setting<{ name: string; language: 'en' | 'nl' | 'es' | 'sv'; timeZone: string }> = {
  key: 'shop',
  shape: z.object({ name: z.string(), language: z.enum(['en', 'nl', 'es', 'sv']), timeZone: z.string() }),
  initial: { name: 'Your shop', language: 'en', timeZone: 'UTC' },
}

/** The key that signs outgoing mail for a domain. The private half is sealed; the public one (base64) stands in DNS. */
export interface Dkim {
  domain: string
  selector: string
  sealedKey: string
  publicKey: string
  isOn: boolean
}

const Key = z.object({ domain: z.string(), selector: z.string(), sealedKey: z.string(), publicKey: z.string(), isOn: z.boolean() })
/** The first support address: mail for it comes in here, and replies go out under it. `keys`: one a domain, of further addresses too. */
export const email: Setting<{ address: string; name: string; keys: Dkim[] }> = {
  key: 'email',
  shape: z.object({ address: z.string(), name: z.string(), keys: z.array(Key) }),
  initial: { address: 'support@localhost', name: 'Support', keys: [] },
}

/** Reads a setting; what is missing or no longer fits is the initial value. */
export const readSetting = async <T>(db: Db, setting: Setting<T>): Promise<T> => settingOf(setting, await readValue(db, setting.key))

/** The setting that a stored value is. */
export function settingOf<T>({ shape, initial }: Setting<T>, value: unknown): T {
  const parsed = shape.safeParse(value)
  return parsed.success ? parsed.data : initial
}

const readers = new WeakMap<Db, (key: string) => Promise<unknown>>()

// Every mail asks for the support address. Whoever asks at the same moment asks together, and never hears what was read before.
function readValue(db: Db, key: string): Promise<unknown> {
  let reader = readers.get(db)
  if (!reader) {
    reader = together((keys: string[]) => readValues(db, keys), { most: 100, atOnce: 2, enough: 8, isHopeless: isPassingTrouble })
    readers.set(db, reader)
  }
  return reader(key)
}

async function readValues(db: Db, keys: string[]): Promise<unknown[]> {
  const rows = await db
    .selectFrom('settings')
    .select(['key', 'value'])
    .where('key', '=', sql<string>`any(${[...new Set(keys)]}::text[])`)
    .execute()
  return keys.map((key) => rows.find((row) => row.key === key)?.value)
}

/** Writes a setting whole, in a transaction, so that the audit log knows who does. */
export async function writeSetting<T>(db: Db, setting: Setting<T>, value: T): Promise<void> {
  if (!db.isTransaction) return inTransaction(db, (tx) => writeSetting(tx, setting, value))
  const json = JSON.stringify(setting.shape.parse(value))
  await db
    .insertInto('settings')
    .values({ key: setting.key, value: json })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: json, updatedAt: new Date() }))
    .execute()
}

/** Changes a setting by what it was; two who change it at once do so one after the other. */
export async function changeSetting<T>(db: Db, setting: Setting<T>, change: (before: T) => T): Promise<T> {
  return inTransaction(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`setting:${setting.key}`}, 0))`.execute(tx)
    const after = change(await readSetting(tx, setting))
    await writeSetting(tx, setting, after)
    return after
  })
}
