/** Telephone numbers, in whatever way they are spelt. */
import parsePhone, { type CountryCode } from 'libphonenumber-js'
import type { Db } from '../platform/db.ts'

/**
 * The number in the international form of E.164 (`+46…`), however it is spelt; undefined: it is none. One without a country code is
 * of `country`, the shop's own.
 */
export function readPhone(text: string, country?: CountryCode): string | undefined {
  const plain = text.normalize('NFKC').replace(/^\s*(tel:|00(?=[1-9]))/i, (start) => (start.trim() === '00' ? '+' : ''))
  const found = parsePhone(plain, country)
  return found?.isPossible() ? found.number : undefined
}

/** The country of an international number, such as `SE`; undefined where it has none (a short code). */
export const countryOf = (number: string): CountryCode | undefined => parsePhone(number)?.country

/** The country of the shop: that of the number it was first reached by. Undefined while none is connected. */
export async function countryOfShop(db: Db): Promise<CountryCode | undefined> {
  const rows = await db
    .selectFrom('connections')
    .select('address')
    .where('channel', 'in', ['sms', 'whatsapp'])
    .orderBy('createdAt')
    .execute()
  return rows.map(({ address }) => countryOf(address.startsWith('+') ? address : `+${address}`)).find((country) => country !== undefined)
}
