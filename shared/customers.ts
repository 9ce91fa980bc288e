/** Customers: who they are, what they ordered, what happened to them. */
import { z } from 'zod'
import { mayCall, team } from './who.ts'

export const Order = z.object({
  id: z.uuid(),
  number: z.string(),
  status: z.string(),
  currency: z.string(),
  total: z.number(),
  items: z.array(z.object({ title: z.string(), quantity: z.number(), price: z.number() })),
  tracking: z.object({ carrier: z.string(), number: z.string(), url: z.string().optional() }).nullable(),
  placedAt: z.coerce.date(),
})
export type Order = z.infer<typeof Order>

export const Event = z.object({
  id: z.uuid(),
  name: z.string(),
  properties: z.record(z.string(), z.unknown()),
  occurredAt: z.coerce.date(),
})
export type Event = z.infer<typeof Event>

export const Customer = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  language: z.string().nullable(),
  city: z.string().nullable(),
  identities: z.array(z.object({ kind: z.string(), value: z.string(), isVerified: z.boolean() })),
  orderCount: z.number().int(),
  orderTotal: z.number(),
  currency: z.string().nullable(),
  ticketCount: z.number().int(),
  eventCount: z.number().int(),
  orders: z.array(Order),
  createdAt: z.coerce.date(),
})
export type Customer = z.infer<typeof Customer>

const ById = z.object({ id: z.uuid() })

export const NewCustomerEvent = z.object({
  id: z.uuid(),
  name: z.string().trim().min(1).max(100),
  properties: z.record(z.string().max(100), z.unknown()).default({}),
  /** The same key again changes nothing. */
  uniqueKey: z.string().min(1).max(200).optional(),
  /** When it happened; left out: now. */
  occurredAt: z.coerce.date().optional(),
})
export type NewCustomerEvent = z.infer<typeof NewCustomerEvent>

export const customers = {
  list: mayCall(team)
    .route({ method: 'GET', path: '/customers', summary: 'Customers by name, address or number' })
    .input(
      z.object({
        search: z.string().max(200).optional(),
        cursor: z.string().max(400).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
    )
    .output(
      z.object({
        customers: z.array(Customer.pick({ id: true, name: true, email: true, phone: true, language: true, city: true, createdAt: true })),
        nextCursor: z.string().nullable(),
      }),
    ),
  get: mayCall(team)
    .route({ method: 'GET', path: '/customers/{id}', summary: 'One customer with the latest orders' })
    .input(ById)
    .output(Customer),
  identify: mayCall(team)
    .route({
      method: 'POST',
      path: '/customers',
      summary: 'The customer of an email address or of a number in any spelling, made where there is none',
    })
    .input(
      z.union([
        z.strictObject({ email: z.email().max(320), name: z.string().trim().max(200).default('') }),
        z.strictObject({ phone: z.string().max(40), name: z.string().trim().max(200).default('') }),
      ]),
    )
    .output(z.object({ id: z.uuid() })),
  addEvent: mayCall(team)
    .route({
      method: 'POST',
      path: '/customers/{id}/events',
      summary: 'Write an event on a customer; “Received SMS” with `campaign` or `flow` is a marketing message that texts can answer',
      successStatus: 201,
    })
    .input(NewCustomerEvent)
    .output(z.object({ isNew: z.boolean() })),
  events: mayCall(team)
    .route({ method: 'GET', path: '/customers/{id}/events', summary: 'What happened to a customer, newest first, by name where given' })
    .input(
      ById.extend({
        name: z.string().max(100).optional(),
        cursor: z.string().max(400).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
    )
    .output(z.object({ events: z.array(Event), nextCursor: z.string().nullable() })),
}
