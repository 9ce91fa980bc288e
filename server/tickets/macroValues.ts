/** The variables of macros and signatures, and their values on a ticket. To add one, add it to `variables`. */
import type { Db } from '../platform/db.ts'
import { email, readSetting, shop } from '../platform/settings.ts'

/** What the variables are read from. */
interface Facts {
  customer: { name: string; email: string | null; phone: string | null; city: string | null }
  order: {
    number: string
    status: string
    currency: string
    total: number
    items: { title?: string; quantity?: number }[]
    tracking: { carrier?: string; number?: string; url?: string } | null
    placedAt: Date
  } | null
  agent: { name: string; email: string }
  shop: { name: string; email: string }
  ticket: { number: number; subject: string; createdAt: Date }
  /** How numbers and dates read to the customer. */
  locale: string
  timeZone: string
}

const first = (name: string) => name.trim().split(/\s+/)[0] ?? ''
const day = (date: Date, { locale, timeZone }: Facts) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(date)

const variables: Record<string, (facts: Facts) => string | number | null | undefined> = {
  'customer.name': ({ customer }) => customer.name,
  'customer.first_name': ({ customer }) => first(customer.name),
  'customer.email': ({ customer }) => customer.email,
  'customer.phone': ({ customer }) => customer.phone,
  'customer.city': ({ customer }) => customer.city,
  'order.number': ({ order }) => order?.number,
  'order.status': ({ order }) => order?.status,
  'order.total': ({ order, locale }) =>
    order && new Intl.NumberFormat(locale, { style: 'currency', currency: order.currency }).format(order.total),
  'order.date': (facts) => facts.order && day(facts.order.placedAt, facts),
  'order.items': ({ order }) =>
    order?.items.map(({ title = '', quantity = 1 }) => (quantity > 1 ? `${quantity} × ${title}` : title)).join(', '),
  'order.carrier': ({ order }) => order?.tracking?.carrier,
  'order.tracking_number': ({ order }) => order?.tracking?.number,
  'order.tracking_url': ({ order }) => order?.tracking?.url,
  'agent.name': ({ agent }) => agent.name,
  'agent.first_name': ({ agent }) => first(agent.name),
  'agent.email': ({ agent }) => agent.email,
  'shop.name': ({ shop: { name } }) => name,
  'shop.email': ({ shop: { email: address } }) => address,
  'ticket.number': ({ ticket }) => ticket.number,
  'ticket.subject': ({ ticket }) => ticket.subject,
  'ticket.date': (facts) => day(facts.ticket.createdAt, facts),
}

export const variableNames: readonly string[] = Object.keys(variables)

/** Values by their full name, such as `order.number`; what has none is not in it. */
export type MacroValues = ReadonlyMap<string, string>

/** The values on a ticket for an agent; without a ticket, on the newest one there is, as an example. */
export async function valuesOf(db: Db, agentId: string, ticketId?: string): Promise<MacroValues> {
  const facts = await factsOf(db, agentId, ticketId)
  return new Map(
    Object.entries(variables).flatMap(([name, read]): [string, string][] => {
      const value = facts && read(facts)
      return value === null || value === undefined || String(value).trim() === '' ? [] : [[name, String(value)]]
    }),
  )
}

async function factsOf(db: Db, agentId: string, ticketId: string | undefined): Promise<Facts | undefined> {
  let query = db
    .selectFrom('tickets as t')
    .innerJoin('customers as c', 'c.id', 't.customerId')
    .select(['t.number', 't.subject', 't.createdAt', 't.language', 't.customerId', 'c.name', 'c.email', 'c.phone', 'c.city'])
    .select('c.language as customerLanguage')
  query = ticketId ? query.where('t.id', '=', ticketId) : query.where('t.isSpam', '=', false).orderBy('t.lastMessageAt', 'desc').limit(1)
  const row = await query.executeTakeFirst()
  if (!row) return undefined
  const order = await db
    .selectFrom('orders')
    .select(['number', 'status', 'currency', 'total', 'items', 'tracking', 'placedAt'])
    .where('customerId', '=', row.customerId)
    .orderBy('placedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  const agent = await db.selectFrom('agents').select(['name', 'email']).where('id', '=', agentId).executeTakeFirstOrThrow()
  const { name, language, timeZone } = await readSetting(db, shop)
  const { address } = await readSetting(db, email)
  return {
    customer: { name: row.name, email: row.email, phone: row.phone, city: row.city },
    order: order
      ? {
          ...order,
          total: Number(order.total),
          items: listOf(order.items),
          tracking: order.tracking,
        }
      : null,
    agent,
    shop: { name, email: address },
    ticket: { number: row.number, subject: row.subject, createdAt: row.createdAt },
    locale: localeOf(row.language ?? row.customerLanguage ?? language),
    timeZone,
  }
}

const listOf = (items: unknown) => (Array.isArray(items) ? (items as NonNullable<Facts['order']>['items']) : [])

function localeOf(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? 'en'
  } catch {
    return 'en'
  }
}
