/**
 * Words: a *shopper* is a customer signed in to the shop's own account pages; the shop vouches for them with a signed
 * token (JWT, HS256) under a secret that only the shop's server and we know. Nobody becomes a shopper without one (F12).
 */
import { errors, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import { unauthorizedBecause } from './refusals.ts'

/** What the shop says of its shopper. */
export interface SignedShopper {
  /** The shop's own id of the shopper. */
  shopperId: string
  name: string
  /** In small letters; null where the shop gave none or says that it is not verified. */
  email: string | null
  /** What the token calls itself (jti), with which it is good once; null: it has no name. */
  tokenId: string | null
  expiresAt: Date
}

const longestSeconds = 24 * 60 * 60
/** Clocks of two servers differ by so many seconds without anyone being at fault. */
const clockTolerance = 60

const Claims = z.object({
  sub: z.union([z.string().trim().min(1).max(200), z.number().int().transform(String)]),
  name: z.string().max(500).catch(''),
  email: z.email().max(320).toLowerCase().nullable().catch(null),
  // OpenID's word for it. Absent means verified: a shop lets nobody sign in to an address that is not theirs.
  email_verified: z.boolean().catch(true),
  iat: z.number(),
  exp: z.number(),
  jti: z.union([z.string().min(1).max(200), z.number().transform(String)]).nullish(),
  // For whom it is, where it says so: a token for another service is not for us.
  aud: z.union([z.string(), z.array(z.string())]).nullish(),
})

/**
 * Reads a shopper token; refuses with UNAUTHORIZED and the reason when it is forged, expired, unsigned, for somebody else than
 * `audience` or valid for over a day. Any of the secrets may have signed it.
 */
export async function readIdentity(
  token: string,
  { secrets, audience }: { secrets: readonly [string, ...string[]]; audience: string },
): Promise<SignedShopper> {
  const payload = await verified(token, secrets)
  const claims = Claims.safeParse(payload)
  if (!claims.success) throw unauthorizedBecause('invalid', 'The shopper token does not say who the shopper is (sub).')
  const { sub, name, email, email_verified, iat, exp, jti, aud } = claims.data
  const now = Date.now() / 1000
  if (exp - now > longestSeconds + clockTolerance || exp - iat > longestSeconds + clockTolerance)
    throw unauthorizedBecause('invalid', 'The shopper token is valid for too long; 24 hours is the most.')
  if (aud && ![aud].flat().some((one) => one.replace(/\/+$/, '') === audience))
    throw unauthorizedBecause('invalid', `The shopper token is for somebody else: its audience (aud) must be ${audience}.`)
  return {
    shopperId: sub,
    name: name
      .replace(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, 120),
    email: email_verified ? email : null,
    tokenId: jti ?? null,
    expiresAt: new Date((exp + clockTolerance) * 1000),
  }
}

async function verified(token: string, [secret, ...older]: readonly [string, ...string[]]): Promise<unknown> {
  try {
    const { payload } = await jwtVerify(token, keyOf(secret), {
      algorithms: ['HS256'],
      requiredClaims: ['sub', 'iat', 'exp'],
      clockTolerance,
    })
    return payload
  } catch (error) {
    const [next, ...rest] = older
    if (error instanceof errors.JWSSignatureVerificationFailed && next !== undefined) return verified(token, [next, ...rest])
    throw refusalOf(error)
  }
}

/** Signs a shopper token as a shop does: for shops whose word we have otherwise, the demo shop and the tests. */
export function signIdentity(
  shopper: { sub: string; name: string; email?: string; jti?: string; aud?: string },
  secret: string,
  secondsValid = 3600,
): Promise<string> {
  const { sub, ...claims } = shopper
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1000) + secondsValid)
    .sign(keyOf(secret))
}

const keyOf = (secret: string) => new TextEncoder().encode(secret)

function refusalOf(error: unknown) {
  if (error instanceof errors.JWTExpired) return unauthorizedBecause('expired', 'The shopper token has expired; load the page again.')
  if (error instanceof errors.JWTClaimValidationFailed)
    return unauthorizedBecause('invalid', `The shopper token is not complete: ${error.claim} is missing or wrong.`)
  return unauthorizedBecause('invalid', 'The shopper token was not signed by this shop.')
}
