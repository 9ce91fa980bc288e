/**
 * Sign-in: passwords, sessions, two-factor and API keys, by better-auth on our own tables. Agents exist only by
 * invitation, by the first-run page or by the operator's environment: nobody signs up.
 */
import { apiKey } from '@better-auth/api-key'
import { betterAuth } from 'better-auth'
import { APIError } from 'better-auth/api'
import { twoFactor } from 'better-auth/plugins/two-factor'
import { changed, type Db, inTransaction } from '../platform/db.ts'
import { addJob } from '../platform/jobs.ts'
import type { Platform } from '../platform/platform.ts'
import { readSetting, shop } from '../platform/settings.ts'
import { leave } from './availability.ts'
import type { AgentCaller } from './caller.ts'
import { passwordResetMail } from './mails.ts'
import { originsOf } from './origins.ts'
import { openRemembered, type Remembered } from './remembered.ts'
import { signInLimits } from './signInLimits.ts'
import * as tables from './tables.ts'

const shortestPassword = 10
/** The header in which our own HTTP layer tells the sign-in library where a request comes from. */
export const addressHeader = 'x-warmline-address'

const cookiePrefix = 'warmline'
const weekInSeconds = 7 * 24 * 60 * 60

export type AuthNeeds = Pick<Platform, 'db' | 'log' | 'publicUrl' | 'secrets'>

export interface Auth {
  library: ReturnType<typeof configure>
  db: Db
  /** Scrypt, by the library's own settings; takes about a tenth of a second. */
  hashPassword(password: string): Promise<string>
  /** The name of the session cookie; browsers guard the `__Secure-` one, which exists under https only. */
  sessionCookie: string
  /** The origins that may use an agent's cookie; asked each time, as a port that the system chose is known late. */
  origins(): string[]
  /** Agents found a moment ago; `forget` whoever changed or lost access. */
  remembered: Remembered<AgentCaller>
}

/** Opens sign-in on the platform's database; `now` in milliseconds, for the limits and the memory of callers. */
export function openAuth(needs: AuthNeeds, now: () => number = Date.now): Auth {
  const origins = () => originsOf(needs.publicUrl)
  const remembered = openRemembered<AgentCaller>(now)
  const library = configure(needs, origins, remembered, now)
  return {
    library,
    hashPassword: async (password) => (await library.$context).password.hash(password),
    db: needs.db,
    sessionCookie: `${needs.publicUrl.startsWith('https:') ? '__Secure-' : ''}${cookiePrefix}.session_token`,
    origins,
    remembered,
  }
}

function configure(needs: AuthNeeds, origins: () => string[], remembered: Remembered<AgentCaller>, now: () => number) {
  const { db, log, secrets } = needs
  const { before, after } = signInLimits(now)
  return betterAuth({
    appName: 'Warmline',
    // Only the origin: with a path in it, the library would look for its own routes there.
    baseURL: new URL(needs.publicUrl).origin,
    basePath: '/api/auth',
    secret: secrets.derive('better-auth'),
    trustedOrigins: origins,
    telemetry: { enabled: false },
    // Our own pool; the names are mapped in tables.ts, so the camel-case plugin stays out of it.
    database: { db: db.withoutPlugins(), type: 'postgres' },
    user: tables.agents,
    session: { ...tables.sessions, expiresIn: weekInSeconds },
    account: tables.signInAccounts,
    verification: { ...tables.verifications, storeIdentifier: 'hashed' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: shortestPassword,
      maxPasswordLength: 200,
      revokeSessionsOnPasswordReset: true,
      async sendResetPassword({ user, token }) {
        const agent = await db.selectFrom('agents').select('deactivatedAt').where('id', '=', user.id).executeTakeFirst()
        if (!agent || agent.deactivatedAt) return
        const { language } = await readSetting(db, shop)
        const mail = passwordResetMail(language, `${needs.publicUrl}/desk/reset-password/${token}`)
        await inTransaction(db, (tx) => addJob(tx, 'mail', { to: user.email, ...mail }))
      },
    },
    plugins: [
      twoFactor({ issuer: 'Warmline', schema: tables.twoFactors }),
      apiKey({
        defaultPrefix: tables.apiKeyPrefix,
        maximumNameLength: 120,
        startingCharactersConfig: { charactersLength: tables.apiKeyPrefix.length + 5 },
        rateLimit: { enabled: false },
        schema: tables.apiKeys,
      }),
    ],
    // Passwords are limited by signInLimits; this is the coarse limit on the other routes, for each client address.
    rateLimit: {
      enabled: true,
      storage: 'memory',
      window: 10,
      max: 100,
      customRules: { '/sign-in/*': { window: 10, max: 100 }, '/two-factor/*': { window: 10, max: 10 } },
    },
    hooks: { before, after },
    databaseHooks: {
      session: {
        create: {
          async before(session) {
            const agent = await db.selectFrom('agents').select('deactivatedAt').where('id', '=', session.userId).executeTakeFirst()
            if (!agent || agent.deactivatedAt)
              throw new APIError('FORBIDDEN', {
                code: 'DEACTIVATED',
                message: 'This account was deactivated. Ask an owner or admin of your team.',
              })
          },
        },
        delete: {
          async after(session) {
            remembered.forget(session.userId)
            await leave(db, session.userId)
          },
        },
      },
      user: {
        update: {
          async after(user) {
            remembered.forget(user.id)
            await inTransaction(db, async (tx) => changed(tx, 'team'))
          },
        },
      },
    },
    logger: {
      // No `level` here: with one, the library also writes to the console.
      log(level, message, ...details) {
        const error = details.find((detail) => detail instanceof Error)
        // A wrong password is no trouble of ours, and it may come in thousands.
        if (level === 'error' && error && !(error instanceof APIError)) log.error({ err: error }, `sign-in: ${message}`)
        else log.debug({ level }, `sign-in: ${message}`)
      },
    },
    advanced: {
      cookiePrefix,
      database: { generateId: 'uuid' },
      ipAddress: { ipAddressHeaders: [addressHeader] },
      // Said aloud, because the library leaves both out when it believes that it is being tested.
      disableCSRFCheck: false,
      disableOriginCheck: false,
    },
  })
}
