/** Who is signed in, and how one signs in and out. Passwords go to better-auth's own routes, never through the API. */
import { useSuspenseQuery } from '@tanstack/react-query'
import { type Agent, api, client, type Me, queries } from './api.ts'
import { likelyLanguage } from './i18n.ts'
import { disconnectLive } from './live.ts'
import { turnSession } from './sessionTurn.ts'

export type Can = 'setUp' | 'administrate'

/** The signed-in agent; only inside pages that are behind the sign-in. */
export function useMe(): Me {
  return useSuspenseQuery(api.me.get.queryOptions()).data
}

/** `setUp`: teams, tags and the like; `administrate`: people, keys and the model. The server decides anyway. */
export function may(agent: Agent, can: Can): boolean {
  const ranks = { owner: 3, admin: 3, manager: 2, agent: 1 }
  return ranks[agent.role] >= (can === 'administrate' ? 3 : 2)
}

/** A refusal by the sign-in: its code such as INVALID_EMAIL_OR_PASSWORD and, when one must wait, the seconds. */
export type AuthRefusal = Error & { code: string; retryAfter: number | undefined }

/** Is this a refusal by the sign-in, and not a lost connection? */
export const isAuthRefusal = (error: unknown): error is AuthRefusal => error instanceof Error && 'code' in error && 'retryAfter' in error

const isRecord = (said: unknown): said is Record<string, unknown> => typeof said === 'object' && said !== null

/** Calls a route of better-auth; throws an AuthRefusal. */
export async function callAuth(path: string, body: object = {}): Promise<Record<string, unknown>> {
  const answer = await turnSession(() =>
    fetch(`/api/auth/${path}`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  )
  const read: unknown = await answer.json().catch(() => null)
  const said = isRecord(read) ? read : {}
  if (answer.ok) return said
  const code = answer.status === 429 ? 'TOO_MANY_REQUESTS' : typeof said.code === 'string' ? said.code : 'UNKNOWN'
  const message = typeof said.message === 'string' ? said.message : answer.statusText
  const retryAfter = Number(answer.headers.get('retry-after') ?? answer.headers.get('x-retry-after')) || undefined
  throw Object.assign(new Error(message), { code, retryAfter })
}

/** Signs in with a password; `needsCode` means that a two-factor code has to follow. */
export async function signIn(email: string, password: string): Promise<{ needsCode: boolean }> {
  const said = await callAuth('sign-in/email', { email, password })
  return { needsCode: said.twoFactorRedirect === true }
}

/** The second step: six digits from the authenticator, or one of the backup codes. */
export async function verifyCode(code: string): Promise<void> {
  const digits = code.replace(/\s/g, '')
  if (/^\d{6}$/.test(digits)) await callAuth('two-factor/verify-totp', { code: digits })
  else await callAuth('two-factor/verify-backup-code', { code: code.trim() })
}

/** After one's first sign-in: the screen stays in the language in which one came. */
export async function keepLanguage(): Promise<void> {
  await client.me.change({ language: likelyLanguage() }).catch(() => undefined)
}

/** Signs out and forgets everything that was shown. */
export async function signOut(): Promise<void> {
  disconnectLive()
  await callAuth('sign-out').catch(() => undefined)
  queries.clear()
  location.assign('/desk/sign-in')
}
