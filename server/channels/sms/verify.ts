/** Is this call Twilio's? Its signature is of the address we gave it and of the form, by the account's token. */
import { validateRequest, validateRequestWithBody } from 'twilio/lib/webhooks/webhooks.js'
import type { Verified, WebhookRequest } from '../channel.ts'
import type { Connected } from '../connected.ts'

/** An answer that says nothing to the customer. */
const silent = { status: 200, type: 'text/xml', body: '<Response></Response>' }

/** Checks the signature with the token of now, and with the one before it while it is being changed. */
export function verify(connection: Connected, { method, url, query, headers, body }: WebhookRequest): Verified {
  const signature = headers['x-twilio-signature']
  if (!signature) return refuse(400, 'There is no signature.')
  const tokens = connection.secretsOf('authToken')
  if (tokens.length === 0) return refuse(500, 'No auth token is set.')
  const isForm = !query.has('bodySHA256')
  const fields = isForm && method === 'POST' ? fieldsOf(body) : {}
  const isTwilio = tokens.some((token) =>
    isForm ? validateRequest(token, signature, url, fields) : validateRequestWithBody(token, signature, url, body.toString()),
  )
  if (!isTwilio) return refuse(403, 'The signature is not of this address and form.')
  return { isKept: true, envelope: { message: query.get('message') }, answer: silent }
}

const refuse = (status: number, body: string): Verified => ({ isKept: false, answer: { status, body } })

/** The form's fields; of a repeated one all values. */
export function fieldsOf(body: Buffer): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = {}
  for (const [key, value] of new URLSearchParams(body.toString())) {
    const before = fields[key]
    fields[key] = before === undefined ? value : [...[before].flat(), value]
  }
  return fields
}
