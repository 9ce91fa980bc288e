/** What a chat begins with besides its first message: the order that it is about, the FAQs that did not help, the language. */
import { sql } from 'kysely'
import { hubSetup, languageOf } from '../channels/webchat/setup.ts'
import { changed, type Tx } from '../platform/db.ts'
import { readSetting, shop } from '../platform/settings.ts'
import type { ShopperCaller } from '../rpc.ts'
import { note } from '../tickets/timeline.ts'
import { findOrder } from './orders.ts'

export interface Beginning {
  orderId: string | null
  faqs: { id: string; at: Date }[]
  language?: string
}

/** FAQs picked longer ago than this belong to another visit. Milliseconds. */
const longestVisit = 24 * 60 * 60 * 1000

/** Keeps it with the ticket. The same again changes nothing. */
export async function keepBeginning(
  tx: Tx,
  shopper: ShopperCaller,
  ticketId: string,
  { orderId, faqs, language }: Beginning,
): Promise<void> {
  const spoken = languageOf(language, (await readSetting(tx, shop)).language)
  const order = orderId ? await findOrder(tx, shopper, orderId) : undefined
  const { rows } = await sql<{ question: string; answer: string; at: string }>`
    select t->>'question' as question, t->>'answer' as answer, to_char(p.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
    from unnest(${faqs.map(({ id }) => id)}::uuid[], ${faqs.map(({ at }) => clamped(at))}::timestamptz[]) with ordinality p (id, at, place)
    join faqs f on f.id = p.id and f.is_published
    cross join lateral (select coalesce(f.texts->${spoken}, (select value from jsonb_each(f.texts) limit 1)) as t) text
    order by p.place`.execute(tx)
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('chats')
    .values({
      ticketId,
      language: spoken,
      orderId: order?.id ?? null,
      faqs: JSON.stringify(rows),
      email: shopper.isVisitor ? await addressOf(tx, shopper.customerId) : null,
    })
    .onConflict((conflict) => conflict.column('ticketId').doNothing())
    .executeTakeFirst()
  if (!numInsertedOrUpdatedRows) return
  const customer = { kind: 'customer' as const, id: shopper.customerId, name: shopper.name }
  for (const { question, answer } of rows) await note(tx, ticketId, 'faq_picked', customer, { question, answer })
  if (order) await note(tx, ticketId, 'about_order', customer, { orderId: order.id, number: order.number })
  changed(tx, `ticket:${ticketId}`)
}

/** Clocks of browsers are wrong at times; nothing was picked in the future. */
const clamped = (at: Date) => new Date(Math.max(Date.now() - longestVisit, Math.min(Date.now(), at.getTime())))

async function addressOf(tx: Tx, customerId: string): Promise<string | null> {
  const row = await tx.selectFrom('customers').select('email').where('id', '=', customerId).executeTakeFirst()
  return row?.email ?? null
}

/** May a chat be begun at all? A shop can turn it off, and one that goes on is not cut short by that (R69). */
export const takesChats = async (tx: Parameters<typeof readSetting>[0]): Promise<boolean> => {
  const { isEnabled, tabs } = await readSetting(tx, hubSetup)
  return isEnabled && tabs.includes('chat')
}
