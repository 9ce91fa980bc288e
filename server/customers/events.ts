/** Events: what happened to a customer, in the order it happened. */
import type { Tx } from '../platform/db.ts'

export interface NewEvent {
  customerId: string
  name: string
  properties: Record<string, unknown>
  /** The same key again changes nothing. */
  uniqueKey?: string
  occurredAt?: Date
}

/** Records an event on the customer; a repeat of its unique key changes nothing. */
export async function recordEvent(tx: Tx, event: NewEvent): Promise<void> {
  await tx
    .insertInto('events')
    .values({
      customerId: event.customerId,
      name: event.name,
      properties: JSON.stringify(event.properties),
      uniqueKey: event.uniqueKey ?? null,
      occurredAt: event.occurredAt ?? new Date(),
    })
    .onConflict((conflict) => conflict.column('uniqueKey').doNothing())
    .execute()
}

/** Takes back an event that was recorded a moment ago, with what it recorded. */
export async function forgetEvent(tx: Tx, uniqueKey: string): Promise<void> {
  await tx.deleteFrom('events').where('uniqueKey', '=', uniqueKey).execute()
}
