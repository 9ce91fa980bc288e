/** Instagram's part of Graph: by Instagram Login, so without a Facebook page. */
import type { Connected } from '../connected.ts'
import { type Call, callGraph } from '../meta/graph.ts'
import { fieldsOf, textOf } from '../meta/read.ts'

/** Calls Graph as the connected account. */
export const callInstagram = <T>(connection: Connected, path: string, call: Omit<Call, 'host' | 'vendor'> = {}): Promise<T> =>
  callGraph<T>(connection, path, { ...call, host: 'https://graph.instagram.com', vendor: 'Instagram' })

/** Does the token open this account? Throws with Instagram's words. */
export async function check(connection: Connected): Promise<{ answer: string }> {
  const me = fieldsOf(await callInstagram<unknown>(connection, '/me', { query: { fields: 'user_id,username' } }))
  const id = textOf(me.user_id)
  if (id && id !== connection.address) throw new Error(`The token is of another account: @${textOf(me.username)} (${id}).`)
  return { answer: `@${textOf(me.username)}` }
}

/** Asks for a token that lives anew; Instagram's ends after 60 days, and one must be a day old. Throws with Instagram's words. */
export async function renew(connection: Connected): Promise<{ secrets: Record<string, string>; expiresAt: Date }> {
  const query = { grant_type: 'ig_refresh_token', access_token: connection.secret('accessToken') }
  const answer = fieldsOf(await callInstagram<unknown>(connection, '/refresh_access_token', { query }))
  const accessToken = textOf(answer.access_token)
  const seconds = Number(answer.expires_in) || 0
  if (!accessToken || seconds <= 0) throw new Error('Instagram gave no new token.')
  return { secrets: { accessToken }, expiresAt: new Date(Date.now() + seconds * 1000) }
}

/** How a customer calls themselves on Instagram; messages do not say. */
export async function profileOf(connection: Connected, id: string): Promise<{ name: string }> {
  const { name, username } = fieldsOf(await callInstagram<unknown>(connection, `/${id}`, { query: { fields: 'name,username' } }))
  return { name: textOf(name) || (textOf(username) && `@${textOf(username)}`) }
}
