/** Is this call Twilio's? Its signature is of the address we gave it and of the form, by the account's token. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js'
import type { Verified, WebhookRequest } from '../channel.ts'
import type { Connected } from '../connected.ts'

/** An answer that says nothing to the customer. */
const silent = { status: 200, type: 'text/xml', body: '<Response></Response>' }

/** Checks the signature with the token of now, and with the one before it while it is being changed. */
export function verify(connection: Connected, { method, url, query, headers, body }: WebhookRequest): Verified {
  if (method !== 'POST') return refuse(405, 'Twilio is to call by POST.')
  const signature = headers['x-twilio-signature']
  if (!signature) return refuse(400, 'There is no signature.')
  const tokens = connection.secretsOf('authToken')
  if (tokens.length === 0) return refuse(500, 'No auth token is set.')
  if (!tokens.some((token) => isSigned(token, { signature, url, query, body })))
    return refuse(403, 'The signature is not of this address and form.')
  return { isKept: true, envelope: { message: query.get('message') }, answer: silent }
}

const refuse = (status: number, body: string): Verified => ({ isKept: false, answer: { status, body } })

/** Is the signature of this address and body? Of a body that is no form, the address names the hash, and both are checked. */
export function isSigned(
  token: string,
  { signature, url, query, body }: { signature: string; url: string; query: URLSearchParams; body: Buffer },
): boolean {
  const hash = query.get('bodySHA256')
  if (hash === null) return validateRequest(token, signature, url, fieldsOf(body))
  const given = Buffer.from(hash.toLowerCase())
  const own = Buffer.from(createHash('sha256').update(body).digest('hex'))
  return given.length === own.length && timingSafeEqual(given, own) && validateRequest(token, signature, url, {})
}

/** The form's fields; of a repeated one all values. */
export function fieldsOf(body: Buffer): Record<string, string | string[]> {
  // A field may bear any name, `__proto__` too.
  const fields: Record<string, string | string[]> = Object.create(null)
  for (const [key, value] of new URLSearchParams(body.toString())) {
    const before = fields[key]
    fields[key] = before === undefined ? value : [...[before].flat(), value]
  }
  return fields
}
