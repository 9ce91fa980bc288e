/** What WhatsApp told: messages, and what became of ours. Many of both may stand in one call, of several numbers, in any order. */
import { createHash } from 'node:crypto'
import type { Platform } from '../../platform/platform.ts'
import type { Payload } from '../channel.ts'
import { type Connected, findByAddress } from '../connected.ts'
import { type Fact, type Incoming, notMail, type Parsed } from '../incoming.ts'
import { keywordIn } from '../keywords.ts'
import { type Fields, fieldsOf, listOf, previewOf, textOf, timeOf } from '../meta/read.ts'
import { accountOf } from './account.ts'
import { type Said, saidIn } from './message.ts'
import { identityOf, personOf } from './person.ts'
import { receiptOf } from './receipt.ts'

/** The number in the samples of Meta's test button. */
const testNumber = '123456123'

interface Part {
  field: string
  value: Fields
  /** The number that the part is about; undefined: it is none of ours. */
  connection: Connected | undefined
}

/** Reads a call; what is about numbers that are not connected here is passed over. */
export async function read(platform: Platform, payload: Payload, bytes: Buffer, own: Connected | null): Promise<Parsed> {
  const body = fieldsOf(JSON.parse(bytes.toString()))
  if (textOf(body.object) !== 'whatsapp_business_account') return { messages: [], facts: [] }
  const connections = new Map<string, Promise<Connected | undefined>>()
  const connectionOf = (number: string) => {
    if (own && (!number || own.address === number)) return own
    if (!connections.has(number)) connections.set(number, findByAddress(platform, 'whatsapp', number))
    return connections.get(number)
  }
  const parsed: Parsed = { messages: [], facts: [] }
  for (const entry of listOf(body.entry))
    for (const change of listOf(entry.changes)) {
      const value = fieldsOf(change.value)
      const number = textOf(fieldsOf(value.metadata).phone_number_id)
      if (number === testNumber && own?.address !== number) parsed.facts.push({ kind: 'test', at: payload.receivedAt })
      const field = textOf(change.field)
      // Of the whole account, which has an id of its own.
      if (field === 'account_update' && own && textOf(entry.id) === own.text('wabaId'))
        parsed.facts.push(...accountOf(value, own.id, payload.receivedAt))
      readPart(parsed, { field, value, connection: await connectionOf(number) }, payload)
    }
  // An album comes as several calls, or as one in any order: the vendor's time puts it right.
  parsed.messages.sort((one, other) => one.sentAt.getTime() - other.sentAt.getTime())
  parsed.facts.sort((one, other) => one.at.getTime() - other.at.getTime())
  return parsed
}

function readPart(parsed: Parsed, { field, value, connection }: Part, payload: Payload): void {
  if (!connection) return
  const contacts = listOf(value.contacts)
  if (field === 'messages') {
    for (const message of listOf(value.messages)) readMessage(parsed, message, contacts, connection, payload)
    for (const status of listOf(value.statuses)) parsed.facts.push(...receiptOf(status, payload.receivedAt))
  }
  if (field === 'smb_message_echoes')
    for (const echo of listOf(value.message_echoes)) parsed.facts.push(echoOf(echo, contacts, connection, payload.receivedAt))
  if (field === 'user_preferences')
    for (const wish of listOf(value.user_preferences)) parsed.facts.push(...consentOf(wish, contacts, payload.receivedAt))
  if (field.includes('template')) parsed.facts.push({ kind: 'templates', connectionId: connection.id, at: payload.receivedAt })
}

function readMessage(parsed: Parsed, message: Fields, contacts: Fields[], connection: Connected, payload: Payload): void {
  const at = timeOf(message.timestamp, payload.receivedAt)
  const type = textOf(message.type)
  const about = aboutAnother(message, type, at)
  if (about) parsed.facts.push(about)
  else if (type === 'system') parsed.facts.push(...movedOf(message, at))
  // "Opened the chat" says nothing yet.
  else if (type !== 'request_welcome') parsed.messages.push(incomingOf(message, contacts, connection, payload, at))
}

/** Reactions, edits and messages taken back are about another message. */
function aboutAnother(message: Fields, type: string, at: Date): Extract<Fact, { kind: 'reaction' | 'edited' | 'unsent' }> | undefined {
  const part = fieldsOf(message[type])
  if (type === 'reaction') return { kind: 'reaction', externalId: textOf(part.message_id), emoji: textOf(part.emoji) || null, at }
  if (type === 'revoke') return { kind: 'unsent', externalId: textOf(part.original_message_id), at }
  if (type === 'edit')
    return { kind: 'edited', externalId: textOf(part.original_message_id), text: saidIn(fieldsOf(part.message)).text, at }
  return undefined
}

function movedOf(message: Fields, at: Date): Fact[] {
  const { type, wa_id, new_wa_id } = fieldsOf(message.system)
  const to = textOf(wa_id) || textOf(new_wa_id)
  const from = { kind: 'whatsapp', value: identityOf(textOf(message.from)) } as const
  return textOf(type) === 'user_changed_number' && to ? [{ kind: 'moved', from, to: identityOf(to), at }] : []
}

function incomingOf(message: Fields, contacts: Fields[], connection: Connected, payload: Payload, at: Date): Incoming {
  const said = saidIn(message)
  return {
    ...notMail,
    channel: 'whatsapp',
    externalId: idOf(message),
    from: personOf(textOf(message.from), textOf(message.from_user_id), contacts),
    text: said.text,
    preview: previewOf(said.text),
    attachments: [],
    awaited: said.awaited,
    content: said.content,
    keyword: said.awaited.length > 0 ? undefined : keywordIn(said.text, connection.keywords),
    connectionId: connection.id,
    payloadId: payload.id,
    sentAt: at,
    orderedAt: at,
    answers: textOf(fieldsOf(message.context).id) || null,
  }
}

/** WhatsApp's id of it; without one its own words name it, so that it is kept once all the same. */
const idOf = (message: Fields): string => textOf(message.id) || `none.${createHash('sha256').update(JSON.stringify(message)).digest('hex')}`

function echoOf(echo: Fields, contacts: Fields[], connection: Connected, receivedAt: Date): Fact {
  const at = timeOf(echo.timestamp, receivedAt)
  const about = aboutAnother(echo, textOf(echo.type), at)
  if (about && about.kind !== 'reaction') return { ...about, isOurs: true }
  const said: Said = about ? { text: about.emoji ?? '', content: null, awaited: [] } : saidIn(echo)
  const { kind, value, alias } = personOf(textOf(echo.to), textOf(echo.to_user_id), contacts)
  return { kind: 'echo', externalId: idOf(echo), to: { kind, value, ...(alias && { alias }) }, ...said, connectionId: connection.id, at }
}

function consentOf(wish: Fields, contacts: Fields[], receivedAt: Date): Fact[] {
  const value = textOf(wish.value)
  if (textOf(wish.category) !== 'marketing_messages' || !['stop', 'resume', 'signup'].includes(value)) return []
  const { kind, value: id, alias } = personOf(textOf(wish.wa_id), textOf(wish.user_id), contacts)
  const from = { kind, value: id, ...(alias && { alias }) }
  return [
    {
      kind: 'consent',
      from,
      consent: 'marketing',
      isGiven: value !== 'stop',
      source: 'vendor',
      said: value,
      at: timeOf(wish.timestamp, receivedAt),
    },
  ]
}
