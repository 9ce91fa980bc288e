/** What Twilio answers, as it writes it: a message, a page of messages, a refusal. */
import { randomUUID } from 'node:crypto'

export interface Answer {
  status: number
  body?: unknown
  raw?: { type: string; bytes: Uint8Array }
  headers?: Record<string, string>
}

/** An id as Twilio makes them, with the two letters that say of what. */
export const newSid = (prefix: string): string => `${prefix}${randomUUID().replaceAll('-', '')}`

/** A message that was created. */
export interface SentText {
  sid: string
  to: string
  from: string | null
  body: string
  status: string
  messagingServiceSid: string | null
  media: { url: string; status: number; type: string; size: number }[]
  callback: string | null
  createdAt: Date
}

/** The account that answers: its id, its part of the API, and the address before that. */
interface Account {
  url: string
  root: string
  sid: string
}

/** A message as Twilio writes it, in the account whose part of the API is `root`. */
export const resourceOf = ({ root, sid }: Account, text: SentText) => ({
  account_sid: sid,
  api_version: '2010-04-01',
  body: text.body,
  date_created: text.createdAt.toUTCString().replace('GMT', '+0000'),
  date_sent: null,
  date_updated: text.createdAt.toUTCString().replace('GMT', '+0000'),
  direction: 'outbound-api',
  error_code: null,
  error_message: null,
  from: text.from,
  messaging_service_sid: text.messagingServiceSid,
  num_media: String(text.media.length),
  num_segments: '1',
  price: null,
  price_unit: null,
  sid: text.sid,
  status: text.status,
  subresource_uris: { media: `${root}/Messages/${text.sid}/Media.json` },
  to: text.to,
  uri: `${root}/Messages/${text.sid}.json`,
})

/** The newest of the messages that the query asks for, as a page. */
export function pageOf(account: Account, messages: SentText[], query: URLSearchParams) {
  const found = messages.filter(({ to }) => !query.has('To') || to === query.get('To')).reverse()
  const size = Number(query.get('PageSize') ?? 50)
  const uri = `${account.url}${account.root}/Messages.json`
  return {
    messages: found.slice(0, size).map((text) => resourceOf(account, text)),
    page: 0,
    page_size: size,
    start: 0,
    end: Math.max(0, Math.min(found.length, size) - 1),
    uri,
    first_page_uri: uri,
    next_page_uri: null,
    previous_page_uri: null,
  }
}

/** A refusal in Twilio's words. */
export const refuse = (status: number, code: number, message: string): Answer => ({
  status,
  body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
})
