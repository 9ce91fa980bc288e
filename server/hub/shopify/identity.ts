/** Who is signed in to the shop, as Shopify says it: the page asks its own shop, Shopify signs the question and forwards it to us. */
import { randomUUID } from 'node:crypto'
import { ORPCError } from '@orpc/server'
import type { FastifyInstance } from 'fastify'
import { notFound } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { signIdentity } from '../identity.ts'
import { hubSecret } from '../secret.ts'
import { readShopify } from './setup.ts'
import { isSigned } from './signature.ts'

/** A question older than this, or from so far in the future, is somebody's who kept it. Seconds. */
const mostAge = 300
/** The page uses it at once. Seconds. */
const tokenSeconds = 300
/** Named twice, nobody knows which of the two Shopify wrote. */
const once = ['shop', 'logged_in_customer_id', 'path_prefix', 'timestamp', 'signature']

const refuse = (message: string) => new ORPCError('UNAUTHORIZED', { message })

/** The token for whoever is signed in, as Shopify says in this query; null: nobody is. Refuses what is not signed, old, or of another shop. */
async function identityFor(platform: Platform, query: URLSearchParams, now = Date.now()): Promise<string | null> {
  const setup = await readShopify(platform)
  if (!setup) throw notFound('Shopify app')
  if (!isSigned(query, setup.secret)) throw refuse('This question was not signed with the secret of your Shopify app.')
  if (once.some((name) => query.getAll(name).length !== 1)) throw refuse('This question is not one of an app proxy.')
  const age = now / 1000 - Number(query.get('timestamp'))
  if (!(Math.abs(age) <= mostAge)) throw refuse('This question is too old.')
  if (!setup.shops.includes(query.get('shop') ?? '')) throw refuse(`This shop is not among those of the settings: ${query.get('shop')}.`)
  const customer = query.get('logged_in_customer_id') ?? ''
  if (!/^\d{1,20}$/.test(customer)) return null
  // Shopify says who it is and nothing of them: a name or an address in the query would be the page's word.
  const claims = { sub: customer, name: '', jti: randomUUID(), aud: platform.publicUrl }
  return signIdentity(claims, await hubSecret(platform), tokenSeconds)
}

/** Mounts where the app proxy leads. */
export function mountShopify(app: FastifyInstance, platform: Platform): void {
  app.get('/shopify/identity', async (request, reply) => {
    reply.header('cache-control', 'no-store')
    const query = new URL(request.url, 'http://localhost').searchParams
    return { identity: await identityFor(platform, query) }
  })
}
