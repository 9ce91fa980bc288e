/** What Twilio told: a text of a customer, or what became of one of ours. */
import type { Fact, Incoming, Parsed, Payload } from '../channel.ts'
import type { Connected } from '../connected.ts'
import { readPhone } from '../form.ts'
import { keywordIn } from '../keywords.ts'

import { fieldsOf } from './verify.ts'

/** Reads a form of Twilio's; new fields may come at any time and are left alone. */
export function read(payload: Payload, bytes: Buffer, connection: Connected | null): Parsed {
  const fields = fieldsOf(bytes)
  const field = (name: string) => [fields[name] ?? ''].flat()[0] ?? ''
  const sid = field('MessageSid') || field('SmsSid')
  if (!sid) throw new Error('the form names no message')
  const status = field('MessageStatus')
  if (status) return { messages: [], facts: receiptOf(payload, sid, status, field) }
  return { messages: [messageOf(payload, sid, field, connection)], facts: [] }
}

const states: Record<string, Extract<Fact, { kind: 'receipt' }>['state']> = {
  sent: 'sent',
  delivered: 'delivered',
  partially_delivered: 'delivered',
  read: 'read',
  undelivered: 'failed',
  failed: 'failed',
  canceled: 'failed',
}

function receiptOf({ envelope, receivedAt: at }: Payload, externalId: string, status: string, field: (name: string) => string): Fact[] {
  const state = states[status]
  if (!state) return []
  const error =
    state === 'failed' ? `Twilio ${field('ErrorCode') || status}${field('ErrorMessage') && `: ${field('ErrorMessage')}`}` : undefined
  return [{ kind: 'receipt', messageId: typeof envelope.message === 'string' ? envelope.message : undefined, externalId, state, at, error }]
}

function messageOf({ id, receivedAt }: Payload, sid: string, field: (name: string) => string, connection: Connected | null): Incoming {
  const from = field('From')
  const text = field('Body')
  const media = Array.from({ length: Math.min(Number(field('NumMedia')) || 0, 10) }, (_, index) => ({
    name: `${sid}-${index + 1}.${extensionOf(field(`MediaContentType${index}`))}`,
    mimeType: field(`MediaContentType${index}`) || 'application/octet-stream',
    reference: { url: field(`MediaUrl${index}`) },
  }))
  return {
    channel: 'sms',
    externalId: sid,
    from: { kind: 'phone', value: readPhone(from) ?? from, name: '', isVerified: true },
    subject: null,
    text,
    quotedText: null,
    html: null,
    preview: text.replace(/\s+/g, ' ').trim().slice(0, 200).toWellFormed(),
    thread: { externalIds: [], tokens: [] },
    mail: null,
    automatedWhy: null,
    attachments: [],
    awaited: media,
    keyword: media.length > 0 ? undefined : keywordIn(text, connection?.keywords ?? []),
    connectionId: connection?.id ?? null,
    payloadId: id,
    sentAt: receivedAt,
  }
}

const extensionOf = (mimeType: string) => (/^[\w.+-]+\/([\w+-]+)/.exec(mimeType)?.[1] ?? 'bin').replace('jpeg', 'jpg')
