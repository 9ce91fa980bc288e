/** Does the token open this number, and until when? */
import type { Connected } from '../connected.ts'
import { fieldsOf, textOf } from '../meta/read.ts'
import { callWhatsApp } from './graph.ts'

/** Asks Meta. Throws with its words. */
export async function check(connection: Connected): Promise<{ answer: string; expiresAt?: Date }> {
  const number = fieldsOf(
    await callWhatsApp<unknown>(connection, `/${connection.address}`, {
      query: { fields: 'display_phone_number,verified_name,quality_rating' },
    }),
  )
  const answer = ['verified_name', 'display_phone_number', 'quality_rating'].flatMap((field) => textOf(number[field]) || []).join(' · ')
  const expiresAt = await expiry(connection)
  return { answer, ...(expiresAt && { expiresAt }) }
}

/** When the token ends; undefined: it does not, or Meta does not say. */
async function expiry(connection: Connected): Promise<Date | undefined> {
  const query = { input_token: connection.secret('accessToken') }
  const answer = await callWhatsApp<unknown>(connection, '/debug_token', { query }).catch(() => undefined)
  const seconds = Number(fieldsOf(fieldsOf(answer).data).expires_at) || 0
  return seconds > 0 ? new Date(seconds * 1000) : undefined
}
