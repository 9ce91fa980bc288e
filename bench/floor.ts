/**
 * The floor of every inbound figure: a bare `pg` client making the same rows in one transaction, with prepared
 * statements and nothing around them. What a product does beyond that is its overhead.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'

interface Known {
  customerId: string | undefined
  identityId: string | undefined
}

/** The first message of somebody new: customer, identity, ticket, message, job. */
export async function bareInsert(client: pg.Client): Promise<void> {
  const id = randomUUID()
  await client.query('begin')
  const customer = await client.query<{ id: string }>({
    name: 'c',
    text: 'insert into customers (name, email) values ($1, $2) returning id',
    values: ['Ana Ruiz', `${id}@c.example`],
  })
  const customerId = customer.rows[0]?.id
  const identity = await client.query<{ id: string }>({
    name: 'i',
    text: "insert into identities (customer_id, kind, value) values ($1, 'email', $2) returning id",
    values: [customerId, `${id}@c.example`],
  })
  await insertTicket(client, id, { customerId, identityId: identity.rows[0]?.id })
  await client.query('commit')
}

/** The first message of a chat of somebody known: ticket, message, job. */
export async function bareChat(client: pg.Client, known: Known): Promise<void> {
  await client.query('begin')
  await insertTicket(client, randomUUID(), known)
  await client.query('commit')
}

async function insertTicket(client: pg.Client, id: string, { customerId, identityId }: Known): Promise<void> {
  const ticket = await client.query<{ id: string }>({
    name: 't',
    text: "insert into tickets (channel, subject, customer_id, identity_id, preview, message_count, reply_token, last_inbound_id, last_inbound_at, waiting_since) values ('email', $1, $2, $3, $4, 1, $5, $6, now(), now()) returning id",
    values: ['Parcel', customerId, identityId, text.slice(0, 140), randomBytes(9).toString('hex'), id],
  })
  await client.query({
    name: 'm',
    text: "insert into messages (id, ticket_id, channel, external_id, direction, author_kind, author_id, author_name, subject, text, state, sent_at) values ($1, $2, 'email', $3, 'in', 'customer', $4, 'Ana Ruiz', 'Parcel', $5, 'received', now())",
    values: [id, ticket.rows[0]?.id, `${id}@c.example`, customerId, text],
  })
  await client.query({
    name: 'j',
    text: "select graphile_worker.add_job('floor', $1::json, job_key => uuidv7()::text, job_key_mode => 'unsafe_dedupe')",
    values: [JSON.stringify({ ticketId: ticket.rows[0]?.id })],
  })
}

export const text =
  'Hello, I ordered the blue jacket last week (order 20951) and the tracking page has said "in transit" since Tuesday. Could you please tell me where it is? I would like to wear it on Saturday. Kind regards, Ana'

/** Opens plain clients. */
export async function openClients(url: string, count: number): Promise<pg.Client[]> {
  const clients = Array.from({ length: count }, () => new pg.Client({ connectionString: url }))
  await Promise.all(clients.map((client) => client.connect()))
  return clients
}
