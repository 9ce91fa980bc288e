/** Customer messages for tests: a whole Incoming from the few fields that a test is about. */
import { randomUUID } from 'node:crypto'
import type { Incoming } from '../server/channels/incoming.ts'

/** A mail by Ana unless the test says otherwise. */
export function mailFrom(fields: Partial<Omit<Incoming, 'from'>> & { from?: string; name?: string } = {}): Incoming {
  const { from = 'ana@customer.example', name = 'Ana Ruiz', ...rest } = fields
  const text = rest.text ?? 'Where is my parcel?'
  return {
    channel: 'email',
    externalId: `${randomUUID()}@customer.example`,
    from: { kind: 'email', value: from, name, isVerified: false },
    subject: 'Parcel',
    text,
    quotedText: null,
    html: null,
    preview: text.slice(0, 140),
    thread: { externalIds: [], tokens: [] },
    mail: { from, to: ['support@shop.example'], cc: [], inReplyTo: [], references: [] },
    automatedWhy: null,
    attachments: [],
    payloadId: null,
    sentAt: new Date(),
    ...rest,
  }
}

/** A chat message by the shopper Tom. */
export function chatFrom(fields: Partial<Omit<Incoming, 'from'>> & { shopper?: string } = {}): Incoming {
  const { shopper = 'tom', ...rest } = fields
  const id = rest.id ?? randomUUID()
  return {
    ...mailFrom(),
    channel: 'webchat',
    externalId: id,
    id,
    from: { kind: 'shopper', value: shopper, name: 'Tom Becker', isVerified: true },
    subject: null,
    mail: null,
    ...rest,
  }
}
