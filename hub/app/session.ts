/**
 * From the shop's token to a hub session. The session outlives a page but not the tab, and is used only again for the
 * very shopper and shop it was made for: somebody else signing in on this browser starts from nothing (F12).
 */
import { isRefusal, type Refusal, type Session, signIn, visit } from './api.ts'
import { shopOrigin } from './bridge.ts'
import { keep, readKept } from './kept.ts'

interface Kept extends Session {
  sub: string
  shopOrigin: string
}

const key = 'warmline:session'

/** The session for this token: the kept one where it fits, else a new one. */
export async function openSession(identity: string): Promise<Session | Refusal> {
  const sub = subjectOf(identity)
  const kept = readKept<Kept>('sessionStorage', key)
  if (kept && sub && kept.sub === sub && kept.shopOrigin === shopOrigin && new Date(kept.expiresAt) > new Date()) return kept
  forgetSession()
  const session = await signIn(identity)
  if (!isRefusal(session) && sub) keep('sessionStorage', key, { ...session, sub, shopOrigin } satisfies Kept)
  return session
}

/** The shopper is signed out; a visitor without an account stays. */
export const forgetShopper = () => keep('sessionStorage', key, undefined)

export function forgetSession(): void {
  forgetShopper()
  keep('sessionStorage', visitKey, undefined)
}

interface KeptVisit extends Session {
  shopOrigin: string
}
const visitKey = 'warmline:visit'

/** The session of a visitor without an account that this tab has begun; undefined: none, or it is over. */
export function keptVisit(): Session | undefined {
  const kept = readKept<KeptVisit>('sessionStorage', visitKey)
  return kept && kept.shopOrigin === shopOrigin && new Date(kept.expiresAt) > new Date() ? kept : undefined
}

/** Begins without an account, by an email address. */
export async function beginVisit(email: string, name: string): Promise<Session | Refusal> {
  const session = await visit(email, name)
  if (!isRefusal(session)) keep('sessionStorage', visitKey, { ...session, shopOrigin } satisfies KeptVisit)
  return session
}

/** Whom a token names, unchecked: good enough to tell two shoppers apart, and for nothing else. */
export function subjectOf(identity: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob((identity.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))
    const { sub } = JSON.parse(new TextDecoder().decode(bytes)) as { sub?: unknown }
    return sub === undefined ? undefined : String(sub)
  } catch {
    return undefined
  }
}
