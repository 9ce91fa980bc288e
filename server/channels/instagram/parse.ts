/** What Instagram told: messages, and what became of ours. It speaks in three shapes, and of several accounts in one call. */
import { createHash } from 'node:crypto'
import type { Platform } from '../../platform/platform.ts'
import type { Payload } from '../channel.ts'
import { type Connected, findByAddress } from '../connected.ts'
import { type Fact, type Incoming, notMail, type Parsed } from '../incoming.ts'
import { type Fields, fieldsOf, listOf, previewOf, textOf, timeOf } from '../meta/read.ts'
import { saidIn } from './message.ts'

/** Fields of `changes` that carry what `messaging` carries; comments and mentions in captions are no messages. */
const messageFields = /^(messages|message_reactions|message_edit|messaging_\w+|standby)$/

/** Reads a call; what is about accounts that are not connected here is passed over. */
export async function read(platform: Platform, payload: Payload, bytes: Buffer, own: Connected | null): Promise<Parsed> {
  const body = fieldsOf(JSON.parse(bytes.toString()))
  const parsed: Parsed = { messages: [], facts: [] }
  if (textOf(body.object) !== 'instagram') return parsed
  for (const entry of listOf(body.entry)) {
    const account = textOf(entry.id)
    // The test button of the app dashboard speaks of account 0.
    if (account === '0') parsed.facts.push({ kind: 'test', at: payload.receivedAt })
    const connection = own && own.address === account ? own : await findByAddress(platform, 'instagram', account)
    if (connection) for (const event of eventsIn(entry)) readEvent(parsed, event, connection, payload)
  }
  parsed.messages.sort((one, other) => one.sentAt.getTime() - other.sentAt.getTime())
  parsed.facts.sort((one, other) => one.at.getTime() - other.at.getTime())
  return parsed
}

/** The events of an entry, whichever of the shapes it has; `standby` is what another app of the shop answers. */
const eventsIn = (entry: Fields): Fields[] => [
  ...listOf(entry.messaging),
  ...listOf(entry.standby),
  ...[...listOf(entry.changes), entry].filter(({ field }) => messageFields.test(textOf(field))).map(({ value }) => fieldsOf(value)),
]

function readEvent(parsed: Parsed, event: Fields, connection: Connected, payload: Payload): void {
  const at = timeOf(event.timestamp, payload.receivedAt)
  const sender = textOf(fieldsOf(event.sender).id)
  const isOurs = sender === connection.address
  const message = fieldsOf(event.message)
  const fact = factOf(event, isOurs, at)
  if (fact) parsed.facts.push(fact)
  else if (event.postback && !isOurs) {
    const { mid, title, payload: id } = fieldsOf(event.postback)
    const said = { text: textOf(title), content: { kind: 'choice', id: textOf(id), title: textOf(title) } as const, awaited: [] }
    parsed.messages.push({ ...incomingOf({ mid }, sender, connection, payload, at), ...said, preview: previewOf(said.text) })
  } else if (event.message && message.is_self !== true) {
    if (isOurs || message.is_echo === true) parsed.facts.push(echoOf(message, textOf(fieldsOf(event.recipient).id), connection, at))
    else if (sender) parsed.messages.push(incomingOf(message, sender, connection, payload, at))
  }
}

/** What is about a message that was there before. */
function factOf(event: Fields, isOurs: boolean, at: Date): Fact | undefined {
  const message = fieldsOf(event.message)
  if (message.is_deleted === true) return { kind: 'unsent', externalId: textOf(message.mid), at, ...(isOurs && { isOurs }) }
  if (event.message_edit) {
    const { mid, text } = fieldsOf(event.message_edit)
    return { kind: 'edited', externalId: textOf(mid), text: textOf(text), at, ...(isOurs && { isOurs }) }
  }
  if (event.read) return { kind: 'receipt', externalId: textOf(fieldsOf(event.read).mid), state: 'read', at }
  if (event.reaction && !isOurs) {
    const { mid, action, emoji, reaction } = fieldsOf(event.reaction)
    const shown = textOf(emoji) || hearts[textOf(reaction)] || '❤️'
    return { kind: 'reaction', externalId: textOf(mid), emoji: textOf(action) === 'unreact' ? null : shown, at }
  }
  return undefined
}

const hearts: Record<string, string> = { love: '❤️', smile: '😂', laugh: '😂', wow: '😮', sad: '😢', angry: '😡', like: '👍', dislike: '👎' }

function incomingOf(message: Fields, sender: string, connection: Connected, payload: Payload, at: Date): Incoming {
  const said = saidIn(message)
  return {
    ...notMail,
    channel: 'instagram',
    externalId: idOf(message, at),
    from: { kind: 'instagram', value: sender, name: '', isVerified: true },
    text: said.text,
    preview: previewOf(said.text),
    attachments: [],
    awaited: said.awaited,
    content: said.content,
    connectionId: connection.id,
    payloadId: payload.id,
    sentAt: at,
    orderedAt: at,
    answers: textOf(fieldsOf(message.reply_to).mid) || null,
  }
}

const idOf = (message: Fields, at: Date): string =>
  textOf(message.mid) ||
  `none.${createHash('sha256')
    .update(`${at.getTime()} ${JSON.stringify(message)}`)
    .digest('hex')}`

const echoOf = (message: Fields, to: string, { id: connectionId }: Connected, at: Date): Fact => ({
  kind: 'echo',
  externalId: idOf(message, at),
  to: { kind: 'instagram', value: to },
  ...saidIn(message),
  connectionId,
  at,
})
