/** Fills the demo with its team, its customers and what they bought. */
import { recordEvent } from '../customers/events.ts'
import { inTransaction, type Tx } from '../platform/db.ts'
import type { Platform } from '../platform/platform.ts'
import type { Auth } from '../team/auth.ts'
import { createAgent } from '../team/seed.ts'
import { demoCustomers } from './data/customers.ts'
import { pantryBox, products } from './data/products.ts'
import type { DemoCustomer } from './data/shapes.ts'
import { addressOf, demoAgents, demoPassword, demoTeams } from './data/team.ts'

export interface Person {
  id: string
  name: string
}
/** By key: the agents, the teams, and the customers with the number of their newest order. */
export interface People {
  agents: Map<string, Person>
  teams: Map<string, string>
  customers: Map<string, Person & { email: string; shopperId: string; order: string }>
}

const day = 24 * 60 * 60 * 1000

/** The shop's own id of a demo customer. */
export const shopperIdOf = (key: string): string => `nordvik-${key}`

/** Makes the team, its teams and the customers. */
export async function fillPeople(platform: Platform, auth: Auth): Promise<People> {
  const agents = new Map(
    await Promise.all(
      demoAgents.map(async ({ key, name, role, language, availability }): Promise<[string, Person]> => {
        const id = await createAgent(platform, auth, { name, email: addressOf(key), password: demoPassword, role, language, availability })
        return [key, { id, name }]
      }),
    ),
  )
  return inTransaction(platform.db, async (tx) => ({
    agents,
    teams: await fillTeams(tx, agents),
    customers: await fillCustomers(tx),
  }))
}

async function fillTeams(tx: Tx, agents: Map<string, Person>): Promise<Map<string, string>> {
  const [desk] = demoTeams
  await tx.updateTable('teams').set({ name: desk }).where('isDefault', '=', true).execute()
  const teams = new Map<string, string>()
  for (const name of demoTeams) {
    const row = await tx
      .insertInto('teams')
      .values({ name, isDefault: name === desk })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ name }))
      .returning('id')
      .executeTakeFirstOrThrow()
    teams.set(name, row.id)
    await tx
      .deleteFrom('teamMembers')
      .where('teamId', '=', row.id)
      .where(
        'agentId',
        'in',
        [...agents.values()].map(({ id }) => id),
      )
      .execute()
  }
  for (const agent of demoAgents)
    for (const team of agent.teams)
      await tx
        .insertInto('teamMembers')
        .values({ teamId: teams.get(team) ?? '', agentId: agents.get(agent.key)?.id ?? '' })
        .execute()
  return teams
}

async function fillCustomers(tx: Tx): Promise<People['customers']> {
  const store = await tx
    .insertInto('stores')
    .values({ name: 'Nordvik', kind: 'demo', domain: 'nordvik.example', currency: 'EUR' })
    .onConflict((conflict) => conflict.column('domain').doUpdateSet({ kind: 'demo' }))
    .returning('id')
    .executeTakeFirstOrThrow()
  const customers: People['customers'] = new Map()
  let number = 20418
  for (const customer of demoCustomers) {
    const { key, name, email, language, city } = customer
    const since = new Date(Date.now() - (Math.max(40, ...customer.orders.map(([days]) => days)) + 2) * day)
    const { id } = await tx
      .insertInto('customers')
      .values({ name, email, language, city, createdAt: since })
      .returning('id')
      .executeTakeFirstOrThrow()
    const shopperId = shopperIdOf(key)
    await tx
      .insertInto('identities')
      .values([
        { customerId: id, kind: 'email', value: email, isVerified: true },
        { customerId: id, kind: 'shopper', value: shopperId, isVerified: true },
      ])
      .execute()
    const orders = customer.orders.map((order, index) => ({ order, number: `NV-${number + customer.orders.length - index}` }))
    number += customer.orders.length
    for (const one of orders) await placeOrder(tx, store.id, id, one.number, one.order)
    await visit(tx, id, customer)
    customers.set(key, { id, name, email, shopperId, order: orders[0]?.number ?? '' })
  }
  return customers
}

const carriers: Record<string, string> = { en: 'Royal Mail', nl: 'PostNL', es: 'Correos', sv: 'PostNord' }

async function placeOrder(
  tx: Tx,
  storeId: string,
  customerId: string,
  number: string,
  [days, status, bought]: DemoCustomer['orders'][number],
) {
  const items = bought.split(', ').map((text) => {
    const [key, quantity = '1'] = text.split('*')
    const product = products.find((one) => one.key === key)
    if (!product) throw new Error(`the demo shop does not sell ${key}`)
    return { title: product.title, quantity: Number(quantity), price: product.price }
  })
  const total = items.reduce((sum, { quantity, price }) => sum + quantity * price, 0)
  const placedAt = new Date(Date.now() - days * day - 3 * 60 * 60 * 1000)
  const { language } = await tx.selectFrom('customers').select('language').where('id', '=', customerId).executeTakeFirstOrThrow()
  const isSent = status === 'shipped' || status === 'delivered'
  const tracking = { carrier: carriers[language ?? 'en'] ?? 'Courier', number: `NV${number.replace(/\D/g, '')}74` }
  await tx
    .insertInto('orders')
    .values({
      storeId,
      customerId,
      externalId: number,
      number,
      status,
      currency: 'EUR',
      total,
      items: JSON.stringify(items),
      tracking: isSent ? JSON.stringify(tracking) : null,
      placedAt,
    })
    .execute()
  const happened = (name: string, daysLater: number) =>
    recordEvent(tx, {
      customerId,
      name,
      properties: { number, total, currency: 'EUR', items: items.map(({ title, quantity }) => `${quantity} × ${title}`) },
      uniqueKey: `${number}:${name}`,
      occurredAt: new Date(placedAt.getTime() + daysLater * day),
    })
  await happened('Placed Order', 0)
  if (isSent) await happened('Order Shipped', Math.min(1, days / 2))
  if (status === 'delivered') await happened('Order Delivered', Math.min(3, days * 0.8))
  if (status === 'refunded') await happened('Order Refunded', Math.min(5, days * 0.8))
}

/** What the shop's site saw of a customer lately: pages, the cart, and the monthly box. */
async function visit(tx: Tx, customerId: string, customer: DemoCustomer): Promise<void> {
  const seed = [...customer.key].reduce((sum, letter) => sum + letter.charCodeAt(0), 0)
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 60 * 60 * 1000)
  for (const turn of [0, 1, 2]) {
    const product = products[(seed + turn * 5) % products.length]
    if (!product) continue
    const occurredAt = hoursAgo(5 + ((seed * (turn + 3)) % 150))
    const properties = { title: product.title, price: product.price, currency: 'EUR' }
    await recordEvent(tx, { customerId, name: turn === 2 ? 'Added to Cart' : 'Viewed Product', properties, occurredAt })
  }
  if (!customer.subscribes) return
  const properties = { title: pantryBox.title, price: pantryBox.price, currency: 'EUR', every: 'month' }
  await recordEvent(tx, { customerId, name: 'Started Subscription', properties, occurredAt: hoursAgo(24 * 100) })
  for (const days of [70, 40, 10])
    await recordEvent(tx, { customerId, name: 'Subscription Renewed', properties, occurredAt: hoursAgo(24 * days + (seed % 20)) })
}
