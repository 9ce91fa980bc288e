/** The original of a message, as it came: its headers to look at, and all of it to be saved. */
import type { FastifyReply } from 'fastify'
import type { Payload } from '../channels/channel.ts'
import { channelOf } from '../channels/list.ts'
import { beginningOf, sendRaw } from '../channels/payload.ts'
import { notFound } from '../platform/errors.ts'
import type { Platform } from '../platform/platform.ts'

/** So much of the headers is shown; of one that goes on for ever, its beginning. */
const mostShown = 64 * 1024

interface Original {
  /** The lines above the text, unfolded by nobody. */
  headers: string
  /** In bytes. */
  size: number
  /** It came in pieces, by a provider, and was put together here. */
  isRebuilt: boolean
}

/** What is shown of it. Throws not-found where the channel keeps none, or its bytes are no longer kept. */
export async function lookAtOriginal(platform: Platform, messageId: string): Promise<Original> {
  const payload = await getOriginal(platform, messageId)
  // As text: headers of old programs carry bytes that are no UTF-8, and are shown all the same.
  const start = (await beginningOf(platform.files, payload, mostShown)).toString()
  const end = /\r?\n\r?\n/.exec(start)
  return { headers: start.slice(0, end?.index ?? mostShown), size: payload.size, isRebuilt: payload.envelope.isRebuilt === true }
}

/** Sends it as a file that is saved: whatever a stranger wrote is never drawn on our origin. */
export async function sendOriginal(platform: Platform, messageId: string, reply: FastifyReply): Promise<FastifyReply> {
  const payload = await getOriginal(platform, messageId)
  return sendRaw(platform.files, payload, `${messageId}.eml`, 'message/rfc822', reply)
}

async function getOriginal(platform: Platform, messageId: string): Promise<Payload> {
  if (!/^[0-9a-f-]{36}$/.test(messageId)) throw notFound('original')
  const row = await platform.db
    .selectFrom('payloads as p')
    .innerJoin('messages as m', 'm.payloadId', 'p.id')
    .selectAll('p')
    .where('m.id', '=', messageId)
    .where('p.removedAt', 'is', null)
    .executeTakeFirst()
  if (!row) throw notFound('original')
  const channel = channelOf(row.channel)
  if (!channel.original) throw notFound('original')
  return channel.original(platform, row)
}
