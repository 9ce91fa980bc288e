/** Messages of ours go out by Instagram. */
import type { Platform } from '../../platform/platform.ts'
import type { Connected } from '../connected.ts'
import { GraphRefusal } from '../meta/graph.ts'
import { fieldsOf, textOf } from '../meta/read.ts'
import { type Outgoing, PermanentFailure, type Sent } from '../outgoing.ts'
import { publicFileUrl } from '../publicFile.ts'
import { waitForWord } from '../uncertain.ts'
import { callInstagram } from './graph.ts'
import { windowMilliseconds } from './mayReply.ts'

/** Bytes of UTF-8, as Instagram counts. */
export const mostBytes = 1000

const megabyte = 1024 * 1024
/** What Instagram takes, as what, and up to how many bytes. */
export const kinds = [
  { type: 'image', mimeTypes: ['image/jpeg', 'image/png', 'image/gif'], most: 8 * megabyte },
  { type: 'video', mimeTypes: ['video/mp4', 'video/ogg', 'video/quicktime', 'video/webm', 'video/x-msvideo'], most: 25 * megabyte },
  {
    type: 'audio',
    mimeTypes: ['audio/aac', 'audio/mp4', 'audio/x-m4a', 'audio/mpeg', 'audio/wav', 'audio/x-wav'],
    most: 25 * megabyte,
  },
  { type: 'file', mimeTypes: ['application/pdf'], most: 25 * megabyte },
]
const kindOf = (mimeType: string) => kinds.find(({ mimeTypes }) => mimeTypes.includes(mimeType.split(';')[0]?.trim() ?? ''))

const closed = 2534022

/** Sends a message; what nobody answered waits for its echo, by which a call without an answer is known to have gone through. */
export async function send(platform: Platform, outgoing: Outgoing): Promise<Sent> {
  const { connection, to, text, attachments, answers, lastInboundAt } = outgoing
  if (!connection) throw new PermanentFailure('The account that the customer wrote to is not connected any more.')
  waitForWord(outgoing)
  const [file] = attachments
  if (!file && Buffer.byteLength(text) > mostBytes) throw new PermanentFailure(`A message has at most ${mostBytes} bytes.`)
  const message = file
    ? { attachment: { type: kindOf(file.mimeType)?.type ?? 'file', payload: { url: publicFileUrl(platform, file.id) } } }
    : { text }
  const body = { recipient: { id: to.value }, message, ...(answers && { reply_to: { mid: answers } }) }
  const isLate = !lastInboundAt || Date.now() - lastInboundAt.getTime() >= windowMilliseconds
  try {
    return await post(connection, isLate ? { ...body, ...tagged } : body)
  } catch (error) {
    // The 24 hours ended between our clock and Instagram's.
    if (!isLate && error instanceof GraphRefusal && error.subcode === closed) return told(post(connection, { ...body, ...tagged }))
    throw inWords(error)
  }
}

const tagged = { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }

/** Says a short text outside of any ticket. */
export const say = (_: Platform, connection: Connected, to: string, text: string): Promise<Sent> =>
  told(post(connection, { recipient: { id: to }, message: { text } }))

/** Shows the customer that we have read, or are writing. */
export async function act(connection: Connected, to: string, action: 'mark_seen' | 'typing_on'): Promise<void> {
  await callInstagram(connection, `/${connection.address}/messages`, { json: { recipient: { id: to }, sender_action: action } })
}

async function post(connection: Connected, json: object): Promise<Sent> {
  const answer = fieldsOf(await callInstagram<unknown>(connection, `/${connection.address}/messages`, { json, sends: true }))
  return { externalId: textOf(answer.message_id), state: 'sent', answer: 'accepted' }
}

/** Our words for the refusals that agents meet, by subcode; Instagram's stand for all others. */
const words: Record<number, string> = {
  [closed]: 'The time in which Instagram lets one answer is over: the customer must write first.',
  2018278: 'Instagram lets one answer after 24 hours only where Meta has approved Human Agent for the app.',
  2534014: 'There is no such person on Instagram any more.',
  2534001: 'The customer has archived this conversation, or never accepted it.',
}

const told = (sending: Promise<Sent>): Promise<Sent> =>
  sending.catch((error) => {
    throw inWords(error)
  })
const inWords = (error: unknown): unknown =>
  error instanceof GraphRefusal && words[error.subcode]
    ? new PermanentFailure(`Instagram ${error.code}/${error.subcode}: ${words[error.subcode]}`)
    : error
