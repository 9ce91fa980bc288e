/** What Twilio told: a text of a customer, or what became of one of ours. */
import type { Keyword } from '../../../shared/connections.ts'
import { countryOf, readPhone } from '../../customers/phone.ts'
import type { Payload } from '../channel.ts'
import type { Connected } from '../connected.ts'
import { extensionOf } from '../fileType.ts'
import { type AwaitedFile, type Fact, type Incoming, notMail, type Parsed } from '../incoming.ts'
import { keywordIn } from '../keywords.ts'
import { clicksIn } from './clicks.ts'
import { fieldsOf } from './verify.ts'

type Field = (name: string) => string

/** Reads a form of Twilio's; new fields may come at any time and are left alone. */
export function read(payload: Payload, bytes: Buffer, connection: Connected | null): Parsed {
  const fields = fieldsOf(bytes)
  const clicks = clicksIn(bytes, fields, payload.receivedAt)
  if (clicks.length > 0) return { messages: [], facts: clicks }
  const field: Field = (name) => [fields[name] ?? ''].flat()[0] ?? ''
  const sid = field('MessageSid') || field('SmsSid')
  if (!sid) throw new Error('the form names no message')
  const status = field('MessageStatus')
  if (status) return { messages: [], facts: receiptOf(payload, sid, status, field) }
  return { messages: [messageOf(payload, sid, field, connection)], facts: [] }
}

const states = new Map<string, Extract<Fact, { kind: 'receipt' }>['state']>(
  Object.entries({
    sent: 'sent',
    delivered: 'delivered',
    partially_delivered: 'delivered',
    read: 'read',
    undelivered: 'failed',
    failed: 'failed',
    canceled: 'failed',
  }),
)
/** The customer has written a word of opting out, whether we heard it or not. */
export const optedOut = 21610

function receiptOf({ envelope, receivedAt: at }: Payload, externalId: string, status: string, field: Field): Fact[] {
  const state = states.get(status)
  if (!state) return []
  const code = field('ErrorCode')
  const error = state === 'failed' ? `Twilio ${code || status}${field('ErrorMessage') && `: ${field('ErrorMessage')}`}` : undefined
  const messageId = typeof envelope.message === 'string' ? envelope.message : undefined
  const receipt: Fact = { kind: 'receipt', messageId, externalId, state, at, error }
  return code === String(optedOut) ? [receipt, ...withdrawn(addressOf(field('To')), at)] : [receipt]
}

/** What Twilio's refusal tells of the customer: nothing may be sent there any more, of either kind. */
export const withdrawn = (from: { kind: 'phone' | 'whatsapp'; value: string }, at: Date): Fact[] =>
  (['marketing', 'transactional'] as const).map((consent) => ({
    kind: 'consent',
    from,
    consent,
    isGiven: false,
    source: 'vendor',
    said: String(optedOut),
    at,
  }))

/** From whom: a number, or one of WhatsApp's that writes by Twilio. A short code stays as it is. */
function addressOf(text: string, connection?: Connected | null): { kind: 'phone' | 'whatsapp'; value: string } {
  const [, prefix, rest = ''] = /^(?:(\w+):)?(.*)$/s.exec(text) ?? []
  if (prefix && prefix !== 'whatsapp') throw new Error(`there is no way to answer ${prefix}`)
  const value = readPhone(rest, connection ? countryOf(connection.address) : undefined) ?? rest
  if (!value) throw new Error('the form names nobody')
  return { kind: prefix ? 'whatsapp' : 'phone', value }
}

function messageOf({ id, receivedAt }: Payload, sid: string, field: Field, connection: Connected | null): Incoming {
  const text = field('Body')
  const awaited = mediaOf(sid, field)
  return {
    ...notMail,
    channel: 'sms',
    externalId: sid,
    from: { ...addressOf(field('From'), connection), name: field('ProfileName'), isVerified: true },
    text,
    preview: text.replace(/\s+/g, ' ').trim().slice(0, 200).toWellFormed(),
    attachments: [],
    awaited,
    keyword: awaited.length > 0 ? undefined : keywordOf(text, field('OptOutType'), connection?.keywords ?? []),
    connectionId: connection?.id ?? null,
    payloadId: id,
    sentAt: receivedAt,
  }
}

const effects = new Map<string, Keyword['effect']>(Object.entries({ STOP: 'opt_out', START: 'opt_in', HELP: 'help' }))

/** Twilio's Advanced Opt-Out says itself what a text means, in words of its own, and has answered it: then we do not. */
function keywordOf(text: string, optOutType: string, keywords: Keyword[]): Keyword | undefined {
  const own = keywordIn(text, keywords)
  const effect = effects.get(optOutType)
  return effect ? { word: own?.word ?? text.trim().slice(0, 40), effect, answer: '', opensTicket: own?.opensTicket ?? false } : own
}

function mediaOf(sid: string, field: Field): AwaitedFile[] {
  const count = Math.min(Math.max(Math.trunc(Number(field('NumMedia'))) || 0, 0), 10)
  return Array.from({ length: count }, (_, index) => {
    const mimeType = field(`MediaContentType${index}`) || 'application/octet-stream'
    const name = `${sid}-${index + 1}`
    return { name: `${name}.${extensionOf(mimeType)}`, mimeType, reference: { url: field(`MediaUrl${index}`), name } }
  })
}
