/** Events: what happened to a customer, in the order it happened. */
import { sql } from 'kysely'
import type { Tx } from '../platform/db.ts'

export interface NewEvent {
  customerId: string
  name: string
  properties: Record<string, unknown>
  /** The same key again changes nothing. */
  uniqueKey?: string | null
  occurredAt?: Date
}

/** Records an event on the customer; a repeat of its unique key changes nothing. */
export async function recordEvent(tx: Tx, event: NewEvent): Promise<void> {
  await eventInsert(event).execute(tx)
}

/** The insert that records an event, for a statement that writes other rows as well. */
export const eventInsert = ({ customerId, name, properties, uniqueKey = null, occurredAt = new Date() }: NewEvent) => sql`
  insert into events (customer_id, name, properties, unique_key, occurred_at)
  values (${customerId}, ${name}, ${JSON.stringify(properties)}::jsonb, ${uniqueKey}, ${occurredAt})
  on conflict (unique_key) do nothing`

/** Takes back an event that was recorded a moment ago, with what it recorded. */
export async function forgetEvent(tx: Tx, uniqueKey: string): Promise<void> {
  await tx.deleteFrom('events').where('uniqueKey', '=', uniqueKey).execute()
}
