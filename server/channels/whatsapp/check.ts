/** Does the token open this number, and until when? */
import type { Connected } from '../connected.ts'
import { fieldsOf, textOf } from '../meta/read.ts'
import { callWhatsApp } from './graph.ts'

/** Asks Meta. Throws with its words. */
export async function check(connection: Connected): Promise<{ answer: string; expiresAt?: Date | null }> {
  const number = fieldsOf(
    await callWhatsApp<unknown>(connection, `/${connection.address}`, {
      query: { fields: 'display_phone_number,verified_name,quality_rating' },
    }),
  )
  const answer = ['verified_name', 'display_phone_number', 'quality_rating'].flatMap((field) => textOf(number[field]) || []).join(' · ')
  const expiresAt = await expiry(connection)
  return { answer, ...(expiresAt !== undefined && { expiresAt }) }
}

/** When the token ends; null: it does not; undefined: Meta does not say. */
async function expiry(connection: Connected): Promise<Date | null | undefined> {
  const query = { input_token: connection.secret('accessToken') }
  const answer = await callWhatsApp<unknown>(connection, '/debug_token', { query }).catch(() => undefined)
  const told = fieldsOf(fieldsOf(answer).data).expires_at
  const seconds = Number(told)
  return told === undefined || Number.isNaN(seconds) ? undefined : seconds > 0 ? new Date(seconds * 1000) : null
}
