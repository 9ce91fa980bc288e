/** Is this call Meta's? It shows its token once when the address is set up, and then signs the bytes of every call. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Verified, WebhookRequest } from '../channel.ts'
import type { Connected } from '../connected.ts'

/** Checks handshake or signature, by the secrets of now and those before them while they are being changed. */
export function verify(connection: Connected, { method, query, headers, body }: WebhookRequest): Verified {
  if (method === 'GET') {
    const isAsked = query.get('hub.mode') === 'subscribe'
    const token = query.get('hub.verify_token') ?? ''
    const isMeta = isAsked && connection.secretsOf('verifyToken').some((secret) => isSame(Buffer.from(secret), Buffer.from(token)))
    return isMeta ? answer(200, query.get('hub.challenge') ?? '') : answer(403, 'The token is another one.')
  }
  const signature = /^sha256=([0-9a-f]{64})$/.exec(headers['x-hub-signature-256'] ?? '')?.[1]
  if (!signature) return answer(400, 'There is no signature.')
  const given = Buffer.from(signature, 'hex')
  const isMeta = connection.secretsOf('appSecret').some((secret) => isSame(createHmac('sha256', secret).update(body).digest(), given))
  return isMeta ? { isKept: true, envelope: {}, answer: { status: 200 } } : answer(403, 'The signature is not of these bytes.')
}

const answer = (status: number, body: string): Verified => ({ isKept: false, answer: { status, body } })

const isSame = (one: Buffer, other: Buffer) => one.length === other.length && timingSafeEqual(one, other)
