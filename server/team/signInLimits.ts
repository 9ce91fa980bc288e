/**
 * Guessing passwords is slow. Wrong passwords are counted for the address they come from and for the account they are
 * meant for. A browser in which an agent signed in before carries a signed cookie and has a count of its own, so that
 * a stranger who guesses at an account all day cannot keep its owner out.
 */
import { createHash, randomBytes } from 'node:crypto'
import { APIError, createAuthMiddleware, getIP } from 'better-auth/api'
import { type Attempts, openAttempts } from './attempts.ts'

type HookContext = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0]

const yearInSeconds = 365 * 24 * 60 * 60
const device = 'device'

const fingerprint = (email: string) => createHash('sha256').update(email).digest('base64url').slice(0, 22)
const emailOf = (context: HookContext) => (typeof context.body?.email === 'string' ? context.body.email.trim().toLowerCase() : '')
const addressOf = (context: HookContext) => (context.request && getIP(context.request, context.context.options)) || 'unknown'

/** The hooks that count sign-ins and requests for a new password. */
export function signInLimits(now: () => number) {
  const byAddress = openAttempts({ burst: 20, everySeconds: 10 }, now)
  const byAccount = openAttempts({ burst: 5, everySeconds: 60 }, now)
  const byDevice = openAttempts({ burst: 10, everySeconds: 30 }, now)
  const resets = openAttempts({ burst: 3, everySeconds: 600 }, now)

  const countsOf = async (context: HookContext): Promise<[Attempts, string][]> => {
    const email = emailOf(context)
    const cookie = context.context.createAuthCookie(device)
    const known = await context.getSignedCookie(cookie.name, context.context.secret)
    if (typeof known === 'string' && known.startsWith(`${fingerprint(email)}.`)) return [[byDevice, known]]
    return [
      [byAddress, addressOf(context)],
      [byAccount, email],
    ]
  }
  const tooMany = (seconds: number) =>
    new APIError(
      'TOO_MANY_REQUESTS',
      { code: 'TOO_MANY_ATTEMPTS', message: `Too many attempts. Try again in ${seconds} seconds.` },
      { 'Retry-After': String(seconds) },
    )

  const before = createAuthMiddleware(async (context) => {
    if (context.path === '/sign-in/email') {
      // All of them are taken before the password is checked: attempts at the same moment do not slip through.
      const taken: [Attempts, string][] = []
      for (const [attempts, key] of await countsOf(context)) {
        const seconds = attempts.take([key])
        if (seconds > 0) {
          for (const [other, otherKey] of taken) other.giveBack([otherKey])
          throw tooMany(seconds)
        }
        taken.push([attempts, key])
      }
    } else if (context.path === '/request-password-reset') {
      const seconds = resets.take([`address ${addressOf(context)}`, `account ${emailOf(context)}`])
      if (seconds > 0) throw tooMany(seconds)
    }
  })

  const after = createAuthMiddleware(async (context) => {
    if (context.path !== '/sign-in/email' || context.context.returned instanceof Error) return
    for (const [attempts, key] of await countsOf(context)) attempts.giveBack([key])
    const cookie = context.context.createAuthCookie(device, { maxAge: yearInSeconds })
    await context.setSignedCookie(
      cookie.name,
      `${fingerprint(emailOf(context))}.${randomBytes(12).toString('base64url')}`,
      context.context.secret,
      cookie.attributes,
    )
  })

  return { before, after }
}
