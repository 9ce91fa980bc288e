/** Is this call the mail provider's? Each has its own way of saying so; the token in the address is asked of all. */
import { createHash, createPublicKey, createVerify, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { Platform } from '../../platform/platform.ts'
import type { Verified, WebhookRequest } from '../channel.ts'
import type { Connected } from '../connected.ts'
import { fieldsOf, textOf } from './formData.ts'
import { isSignedByMailgun, isTooOld } from './mailgun.ts'
import { cleanId } from './thread.ts'

const refuse = (status: number, body: string): Verified => ({ isKept: false, answer: { status, body } })
const keep = (envelope: Record<string, unknown>): Verified => ({ isKept: true, envelope, answer: { status: 200, body: 'kept' } })

/** Checks a call by the way that the connection names; one that takes no mail by webhook answers 404. */
export async function verify(platform: Platform, connection: Connected, request: WebhookRequest): Promise<Verified> {
  if (request.method !== 'POST') return refuse(405, 'Mail is to come by POST.')
  const via = connection.text('way')
  const contentType = request.headers['content-type'] ?? ''
  const keys = connection.secretsOf('providerKey')
  if (via === 'postmark') {
    // 403 would make Postmark give the mail up at once; after 401 it comes again while the password is mended.
    if (keys.length > 0 && !keys.some((key) => isPassword(key, request.headers.authorization))) return refuse(401, 'The password is wrong.')
    return keep({ via, contentType, ...atPostmark(request.body) })
  }
  if (via === 'sendgrid') {
    if (keys.length > 0 && !keys.some((key) => isSignedBySendGrid(key, request)))
      return refuse(403, 'The signature is not of this call and the public key that is set.')
    return keep({ via, contentType })
  }
  if (via === 'mailgun') return verifyMailgun(platform, connection, request, keys)
  return refuse(404, 'This address takes no mail by webhook.')
}

const signed = ['timestamp', 'token', 'signature']

async function verifyMailgun({ db }: Platform, { id }: Connected, { headers, body }: WebhookRequest, keys: string[]): Promise<Verified> {
  const contentType = headers['content-type'] ?? ''
  const fields = fieldsOf(contentType, body, signed)
  const [timestamp = '', token = '', signature = ''] = signed.map((name) => textOf(fields, name))
  if (keys.length === 0) return refuse(500, 'No signing key is set.')
  if (!keys.some((key) => isSignedByMailgun(key, { timestamp, token, signature }))) return refuse(401, 'The signature is wrong.')
  // 406 is the one answer after which Mailgun does not come again.
  if (isTooOld(timestamp, new Date())) return refuse(406, 'The signature is too old.')
  const before = await db
    .selectFrom('payloads')
    .select('id')
    .where('connectionId', '=', id)
    .where('receivedAt', '>', new Date(Date.now() - 2 * 86_400_000))
    .where(sql<string>`envelope ->> 'token'`, '=', token)
    .executeTakeFirst()
  if (before) return refuse(406, 'This call was taken in before.')
  return keep({ via: 'mailgun', contentType, token, ...atMailgun(contentType, body) })
}

// Under which id the provider's own list has it. Whoever writes a mail cannot choose what stands there: within a text of JSON each quote
// has a backslash before it.
function atPostmark(body: Buffer): { providerId?: string } {
  // Looked for among the bytes: as a text, a large mail would be in memory twice.
  for (let at = body.indexOf(messageId); at >= 0; at = body.indexOf(messageId, at + 1)) {
    const written = body.toString('latin1', Math.max(0, at - 1), at + 200)
    const providerId = /^[^\\]?"MessageID"\s*:\s*"([\w-]{8,64})"/.exec(written)?.[1]
    if (providerId) return { providerId }
  }
  return {}
}

const messageId = '"MessageID"'
const mostOfMail = 256 * 1024

/** The id of the mail itself, from wherever the call names it, and to whom it came. */
function atMailgun(contentType: string, body: Buffer): { providerId?: string; recipient?: string } {
  const fields = fieldsOf(contentType, body.subarray(0, mostOfMail), ['Message-Id', 'message-headers', 'body-mime', 'recipient'])
  const headers = textOf(fields, 'body-mime').split(/\r?\n\r?\n/)[0] ?? ''
  const named =
    textOf(fields, 'Message-Id') ||
    /\["message-id",\s*"([^"]+)"\]/i.exec(textOf(fields, 'message-headers'))?.[1] ||
    /^message-id:\s*(\S+)/im.exec(headers)?.[1]
  const providerId = cleanId(named ?? '')
  const recipient = textOf(fields, 'recipient').slice(0, 320)
  return { ...(providerId && { providerId }), ...(recipient && { recipient }) }
}

/** HTTP Basic with any user name. Hashed first, so that the comparison takes as long whatever was given. */
function isPassword(password: string, authorization = ''): boolean {
  const given = Buffer.from(/^basic\s+(\S+)$/i.exec(authorization)?.[1] ?? '', 'base64').toString()
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return given.includes(':') && timingSafeEqual(hash(given.slice(given.indexOf(':') + 1)), hash(password))
}

/**
 * ECDSA of timestamp and raw body. A replay is not refused: SendGrid tries for days, and the same mail again changes nothing.
 * https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features
 */
function isSignedBySendGrid(key: string, { headers, body }: WebhookRequest): boolean {
  const signature = headers['x-twilio-email-event-webhook-signature'] ?? ''
  const timestamp = headers['x-twilio-email-event-webhook-timestamp'] ?? ''
  try {
    const der = Buffer.from(key.replace(/-----[^-]+-----|\s/g, ''), 'base64')
    const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' })
    // In two pieces: joined, a large mail would be in memory twice.
    return createVerify('sha256').update(timestamp).update(body).verify(publicKey, signature, 'base64')
  } catch {
    return false
  }
}
