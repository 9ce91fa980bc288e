/**
 * Vendors call here. A call is checked by its channel and answered when its bytes, and what became of them, are durable; until
 * then it is a 5xx, and the vendor comes again.
 */
import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { errorCodes, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { inTransaction } from '../platform/db.ts'
import { messageOf } from '../platform/errors.ts'
import { isDiskFull } from '../platform/files.ts'
import type { Platform } from '../platform/platform.ts'
import type { Payload, WebhookAnswer } from './channel.ts'
import { type Connected, findByToken, webhookUrl } from './connected.ts'
import { cameIn, refusedCall } from './health.ts'
import { channels } from './list.ts'
import { mostInRow } from './payload.ts'

/** The largest call we take, in bytes: a mail of 25 MB by a provider, its files in base64. */
const mostBytes = 40 * 1024 * 1024

/** Keeps a payload durably and says under which id. */
type Accept = (platform: Platform, payload: Omit<Payload, 'id' | 'receivedAt'>, connection: Connected) => Promise<string>

/** Mounts `/webhooks/<channel>/<token>`: anyone may call; each channel knows its vendor by signature. */
export async function mountWebhooks(app: FastifyInstance, platform: Platform, accept: Accept): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { bodyLimit: mostBytes }, (request: FastifyRequest, stream: Readable) =>
      bodyOf(stream, request.headers['content-length']),
    )
    scope.route({
      method: ['GET', 'POST'],
      url: '/webhooks/:channel/:token',
      bodyLimit: mostBytes,
      handler: (request, reply) => takeCall(platform, accept, request, reply),
    })
  })
}

/** All of a call. Where the vendor says how long it is, it is in memory once: in pieces and then as a whole, a large mail would be there twice. */
async function bodyOf(stream: Readable, told: string | undefined): Promise<Buffer> {
  if (Number(told) > mostBytes) throw new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE()
  const whole = told === undefined ? undefined : Buffer.allocUnsafe(Number(told))
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (size + chunk.length > (whole?.length ?? mostBytes)) throw new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE()
    if (whole) chunk.copy(whole, size)
    else chunks.push(chunk)
    size += chunk.length
  }
  return whole?.subarray(0, size) ?? Buffer.concat(chunks)
}

async function takeCall(platform: Platform, accept: Accept, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { channel: key, token } = request.params as { channel: string; token: string }
  const channel = channels.find((one) => one.key === key)
  const connection = channel?.verify && (await findByToken(platform, channel.key, token))
  if (!channel?.verify || !connection) return answerWith(reply, { status: 404, body: 'There is no such webhook.' })

  let body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  const query = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : ''
  const verified = await channel.verify(platform, connection, {
    method: request.method === 'GET' ? 'GET' : 'POST',
    url: webhookUrl(platform, { channel: key, token }) + query,
    query: new URLSearchParams(query),
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
    body,
    remoteAddress: request.ip,
  })
  if (!verified.isKept) {
    const { status, body: words = '' } = verified.answer
    if (status >= 400) platform.log.warn({ channel: key, connectionId: connection.id, status }, 'a webhook was refused')
    // Whoever is connecting it sees what arrived; a handshake that was answered is as good as a test.
    await inTransaction(platform.db, (tx) =>
      status >= 400 ? refusedCall(tx, connection.id, words.slice(0, 300)) : cameIn(tx, [{ connectionId: connection.id, isTest: true }]),
    ).catch((error: unknown) => platform.log.error({ error: messageOf(error) }, 'a call of a webhook could not be noted'))
    return answerWith(reply, verified.answer)
  }
  // A connection that is turned off takes nothing in, and says so: the vendor keeps it for a while.
  if (!connection.isEnabled) return answerWith(reply, { status: 503, body: 'This connection is turned off.' })
  try {
    const stored =
      body.length <= mostInRow
        ? { file: createHash('sha256').update(body).digest('hex'), size: body.length, body }
        : { ...(await platform.files.keep(body)), body: null }
    // A job reads what is large from its file, at once: the call's own bytes must not lie beside it until the answer has gone.
    request.body = undefined
    body = Buffer.alloc(0)
    await accept(platform, { ...stored, channel: channel.key, envelope: verified.envelope, connectionId: connection.id }, connection)
    return answerWith(reply, verified.answer)
  } catch (error) {
    platform.log.error({ channel: key, error: messageOf(error) }, 'a webhook could not be stored; its vendor will try again')
    return answerWith(reply, { status: isDiskFull(error) ? 507 : 503, body: 'Not stored, try again later.' })
  }
}

const answerWith = (reply: FastifyReply, { status, type = 'text/plain; charset=utf-8', body = '' }: WebhookAnswer) =>
  reply.status(status).header('cache-control', 'no-store').type(type).send(body)
