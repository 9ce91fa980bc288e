/** Twilio's HTTP: every call passes here, with what each kind of refusal means. */

import type { Platform } from '../../platform/platform.ts'
import type { Connected } from '../connected.ts'
import { BrokenConnection, PermanentFailure, TryLater } from '../outgoing.ts'

const mostMilliseconds = 15_000

/** Where Twilio is; a connection of the demo or a test names a fake of it. */
export const apiOf = (connection: Connected): string => connection.text('apiUrl') || 'https://api.twilio.com'

/** A message as Twilio describes it. */
export interface Resource {
  sid: string
  status: string
  to: string
  body: string | null
  direction: string
  num_media: string
  date_created: string
  error_code: number | null
  error_message: string | null
}

/** Calls Twilio; `form` is posted. Throws by what the refusal means. */
export async function callTwilio<T>(connection: Connected, path: string, form?: [string, string][]): Promise<T> {
  const answer = await fetch(`${apiOf(connection)}/2010-04-01/Accounts/${connection.text('accountSid')}${path}`, {
    method: form ? 'POST' : 'GET',
    headers: { authorization: authorization(connection) },
    body: form && new URLSearchParams(form),
    signal: AbortSignal.timeout(mostMilliseconds),
  })
  const text = await answer.text()
  if (answer.ok) return JSON.parse(text) as T
  throw refusalOf(answer.status, text, answer.headers.get('retry-after'))
}

/** HTTP Basic by account and token. */
export const authorization = (connection: Connected): string =>
  `Basic ${Buffer.from(`${connection.text('accountSid')}:${connection.secret('authToken')}`).toString('base64')}`

/** Twilio's refusal with its code, for whoever acts by it. */
export class TwilioRefusal extends PermanentFailure {
  code: number
  constructor(code: number, words: string) {
    super(words)
    this.code = code
  }
}

function refusalOf(status: number, text: string, retryAfter: string | null): Error {
  const { code = 0, message = text.slice(0, 300) } = read(text)
  const words = `Twilio ${code || status}: ${message}`
  if (status === 429) return new TryLater(words, Number(retryAfter) || 5)
  if (status === 401 || code === 20003) return new BrokenConnection(words)
  return status >= 500 ? new Error(words) : new TwilioRefusal(code, words)
}

function read(text: string): { code?: number; message?: string } {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

/** Do account and token work? */
export async function check(_: Platform, connection: Connected): Promise<{ answer: string }> {
  const { friendly_name: name, status } = await callTwilio<{ friendly_name: string; status: string }>(connection, '.json')
  return { answer: `${name}: ${status}` }
}
