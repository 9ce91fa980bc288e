/** What a chat begins with besides its first message: the order that it is about, the FAQs that did not help, the language. */
import { sql } from 'kysely'
import { knownTimeZone } from '../../shared/clock.ts'
import type { ScreenLanguage } from '../../shared/words.ts'
import type { ChatBeginning } from '../channels/incoming.ts'
import { hubSetup, languageOf } from '../channels/webchat/setup.ts'
import type { Db } from '../platform/db.ts'
import { readSetting, shop } from '../platform/settings.ts'
import type { ShopperCaller } from '../rpc.ts'
import { findOrder } from './orders.ts'

export interface Beginning {
  orderId: string | null
  faqs: { id: string; at: Date }[]
  language?: string
  timeZone?: string
}

/** FAQs picked longer ago than this belong to another visit. Milliseconds. */
const longestVisit = 24 * 60 * 60 * 1000

/** What is to be kept of it: the shopper's own order, and FAQs in the words that they read. */
export async function beginningOf(
  db: Db,
  shopper: ShopperCaller,
  { orderId, faqs, language, timeZone }: Beginning,
): Promise<ChatBeginning> {
  const spoken = languageOf(language, (await readSetting(db, shop)).language)
  return {
    language: regional(language, spoken),
    timeZone: knownTimeZone(timeZone),
    order: (orderId && (await findOrder(db, shopper, orderId))) || null,
    faqs: faqs.length > 0 ? await picked(db, faqs, spoken) : [],
    isVisitor: shopper.isVisitor,
  }
}

/** As their browser names it (`en-GB`), so that a time is written to them as the hub writes it. */
function regional(named: string | undefined, spoken: ScreenLanguage): string {
  try {
    const [locale] = Intl.getCanonicalLocales(named)
    return locale?.split('-')[0] === spoken ? locale : spoken
  } catch {
    return spoken
  }
}

async function picked(db: Db, faqs: Beginning['faqs'], language: string): Promise<ChatBeginning['faqs']> {
  const { rows } = await sql<ChatBeginning['faqs'][number]>`
    select t->>'question' as question, t->>'answer' as answer, to_char(p.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
    from unnest(${faqs.map(({ id }) => id)}::uuid[], ${faqs.map(({ at }) => clamped(at))}::timestamptz[]) with ordinality p (id, at, place)
    join faqs f on f.id = p.id and f.is_published
    cross join lateral (select coalesce(f.texts->${language}, (select value from jsonb_each(f.texts) limit 1)) as t) text
    order by p.place`.execute(db)
  return rows
}

/** Clocks of browsers are wrong at times; nothing was picked in the future. */
const clamped = (at: Date) => new Date(Math.max(Date.now() - longestVisit, Math.min(Date.now(), at.getTime())))

/** May a chat be begun at all? A shop can turn it off, and one that goes on is not cut short by that (R69). */
export async function takesChats(db: Db): Promise<boolean> {
  const { isEnabled, tabs } = await readSetting(db, hubSetup)
  return isEnabled && tabs.includes('chat')
}
