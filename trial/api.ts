/** What the trial's pages ask of the server. */
import { words } from './words.ts'

export interface Customer {
  key: string
  name: string
  email: string
  city: string
  language: string
}

export interface Product {
  key: string
  title: string
  line: string
  price: number
  kind: 'clothes' | 'pantry'
  colours: [string, string]
}

export interface Mail {
  id: string
  from: string
  fromName: string
  to: string
  subject: string
  text: string
  messageId: string | null
  inReplyTo: string | null
  references: string[]
  attachments: string[]
  isOutgoing: boolean
  at: string
}

/** What the page of the mailboxes needs to know. */
export interface Devices {
  customers: Customer[]
  /** Whoever else was sent a mail, by their address. */
  others: Customer[]
  support: string
  canWrite: boolean
  canRead: boolean
}

/** Asks; throws an error whose message says in the page's language what is the matter. */
export async function ask<T>(path: string, body?: object): Promise<T> {
  const answer = await fetch(path, {
    ...(body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  }).catch(() => {
    throw new Error(words.unreached)
  })
  const content = await answer.json().catch(() => ({}))
  const known: Record<string, string> = { ...words.refusals, MAIL_OFF: words.cannotWrite }
  if (!answer.ok) throw new Error(known[String(content.code)] ?? words.refusedOtherwise(answer.status))
  return content as T
}

/** One message in a phone, seen from its customer. */
export interface PhoneText {
  id: string
  /** The provider's id, by which others answer it. */
  externalId: string
  isOutgoing: boolean
  text: string
  files: { mimeType: string; name: string }[]
  about:
    | { kind: 'place' | 'contact' | 'poll'; name: string }
    | { kind: 'story'; how: 'reply' | 'mention' }
    | { kind: 'template'; buttons: { title: string; isReply: boolean }[] }
    | null
  answers: string | null
  state: 'sent' | 'delivered' | 'read'
  reaction: string | null
  isUnsent: boolean
  at: string
}

export type AppKey = 'sms' | 'whatsapp' | 'instagram'

/** An app of a phone with its one conversation, which is with the shop. */
export interface PhoneApp {
  app: AppKey
  shop: string
  /** What can be sent besides words and pictures. */
  abouts: string[]
  canReact: boolean
  isTyping: boolean
  texts: PhoneText[]
}

export interface Phone {
  number: string
  apps: PhoneApp[]
  /** The pictures that the phone has, by name. */
  pictures: string[]
}
