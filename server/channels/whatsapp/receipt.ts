/** What became of a message of ours. */
import type { Fact } from '../incoming.ts'
import { type Fields, fieldsOf, listOf, textOf, timeOf } from '../meta/read.ts'
import { identityOf } from './person.ts'

const states = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  // A voice message was listened to.
  played: 'read',
  failed: 'failed',
} as const

/** The customer has turned advertising of this shop off. */
const marketingStopped = 131050

/** Our words for the refusals that agents meet; Meta's stand for all others. */
const words: Record<number, string> = {
  130472: 'WhatsApp does not deliver this to the customer: their number takes part in an experiment of Meta’s.',
  131026: 'WhatsApp cannot deliver to this number: it may not be on WhatsApp, or runs an old version.',
  131047: 'More than 24 hours have passed since the customer last wrote: send a template.',
  131049: 'WhatsApp holds this advertisement back: the customer has had many of them.',
  131050: 'The customer has turned off advertising of this shop in WhatsApp.',
  131051: 'WhatsApp does not take this kind of message.',
  131053: 'WhatsApp does not take this kind of file.',
}

/** A refusal in words, with its code. */
export function failureWords(code: number, details: string): string {
  return `WhatsApp ${code}: ${words[code] ?? (details || 'the message was not delivered')}`
}

/** The facts of a status; states that we do not know tell nothing. */
export function receiptOf(status: Fields, receivedAt: Date): Fact[] {
  const state = states[textOf(status.status) as keyof typeof states]
  const externalId = textOf(status.id)
  if (!state || !externalId) return []
  const at = timeOf(status.timestamp, receivedAt)
  const ours = textOf(status.biz_opaque_callback_data)
  const [error = {}] = listOf(status.errors)
  const code = Number(error.code) || 0
  const details = textOf(fieldsOf(error.error_data).details) || textOf(error.message) || textOf(error.title)
  const receipt: Fact = {
    kind: 'receipt',
    externalId,
    state,
    at,
    ...(isUuid(ours) && { messageId: ours }),
    ...(state === 'failed' && { error: failureWords(code, details) }),
  }
  if (code !== marketingStopped) return [receipt]
  const from = { kind: 'whatsapp', value: identityOf(textOf(status.recipient_id)) } as const
  return [receipt, { kind: 'consent', from, consent: 'marketing', isGiven: false, source: 'vendor', said: String(code), at }]
}

const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
