/** Search: tickets by everything ever said in them, customers by name or address, orders by number. */
import { z } from 'zod'
import { Hit, Ticket } from './tickets.ts'
import { mayCall, team } from './who.ts'
import { Status } from './words.ts'

const FoundCustomer = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  ticketCount: z.number().int(),
  /** The newest ticket, where there is one. */
  ticketId: z.uuid().nullable(),
})
const FoundOrder = z.object({
  id: z.uuid(),
  number: z.string(),
  status: z.string(),
  placedAt: z.coerce.date(),
  customer: z.object({ id: z.uuid(), name: z.string() }),
  ticketId: z.uuid().nullable(),
})

export const search = {
  find: mayCall(team)
    .route({
      method: 'GET',
      path: '/search',
      summary:
        'Tickets by what was said in them (words, "phrases", beginnings*, names, numbers), the newest hit first; on the first page customers and orders too',
    })
    .input(
      z.object({
        q: z.string().trim().min(1).max(500),
        status: Status.optional(),
        cursor: z.string().max(400).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
    )
    .output(
      z.object({
        tickets: z.array(Ticket.extend({ hit: Hit })),
        nextCursor: z.string().nullable(),
        customers: z.array(FoundCustomer),
        orders: z.array(FoundOrder),
        /** Messages that are not in the index yet; more than some only while an older installation's are being indexed. */
        pending: z.number().int(),
      }),
    ),
}
