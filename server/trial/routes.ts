/**
 * The trial's pages and what they ask. They exist in the demo only, need no sign-in, and know nobody but its invented
 * customers.
 */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { screenLanguages } from '../../shared/lists.ts'
import type { ScreenLanguage } from '../../shared/words.ts'
import { signIdentity } from '../hub/identity.ts'
import { hubSecret } from '../hub/secret.ts'
import { notFound, refused } from '../platform/errors.ts'
import type { Platform } from '../platform/platform.ts'
import { email, readSetting } from '../platform/settings.ts'
import { demoSignIns } from '../team/firstRun.ts'
import { demoCustomers, demoShoppers, demoWriters } from './data/customers.ts'
import { products } from './data/products.ts'
import { listMails, listOtherMailboxes } from './mailbox.ts'
import { shopperIdOf } from './people.ts'
import type { Phones } from './phones/phones.ts'
import { mountPhones } from './phones/routes.ts'
import { isFilled } from './state.ts'
import { writeMail } from './write.ts'

const pages = { '/': 'index.html', '/shop': 'shop/index.html', '/devices': 'devices/index.html' } as const
// As strict as a careful shop's: the hub has to work under it.
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
const cookieName = 'trial_shopper'

/** Mounts the trial. In an installation whose demo was never filled, `/` leads to the desk and the rest is not there. */
export async function mountTrial(app: FastifyInstance, platform: Platform, phones: Phones): Promise<void> {
  const root = join(import.meta.dirname, '../../trial/dist')
  if (existsSync(root)) {
    for (const [url, file] of Object.entries(pages)) {
      app.get(url, async (request, reply) => {
        if (!(await isFilled(platform.db))) return url === '/' ? reply.redirect('/desk/') : missing(reply)
        return reply
          .header('content-security-policy', policy)
          .header('cache-control', 'no-cache')
          .header('vary', 'accept-language')
          .type('text/html; charset=utf-8')
          .send((await readFile(join(root, file), 'utf8')).replace('<html lang="en">', `<html lang="${languageFor(request)}">`))
      })
    }
    await app.register(fastifyStatic, {
      root: join(root, 'assets'),
      prefix: '/trial-assets/assets/',
      index: false,
      decorateReply: false,
      immutable: true,
      maxAge: '365d',
    })
  } else app.get('/', async (_, reply) => reply.redirect('/desk/'))
  await app.register(async (scope) => {
    scope.addHook('preHandler', async () => {
      if (!(await isFilled(platform.db))) throw notFound('page')
    })
    mountShop(scope, platform)
    mountDevices(scope, platform)
    mountPhones(scope, phones, parsed)
  })
}

/** The first of our languages that the browser asks for. The hub in the shop's page follows the page. */
function languageFor({ headers }: FastifyRequest): ScreenLanguage {
  const wished = (headers['accept-language'] ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase())
  return screenLanguages.find((language) => language === wished.find((one) => screenLanguages.some((ours) => ours === one))) ?? 'en'
}

const missing = (reply: FastifyReply) => reply.status(404).type('text/plain').send('There is no demo here.')

function mountShop(app: FastifyInstance, platform: Platform): void {
  app.get('/trial/api/welcome', async () => ({
    ...(await readSetting(platform.db, demoSignIns)),
    shoppers: customers(demoShoppers),
    writers: customers(demoWriters),
  }))
  app.get('/trial/api/shop', async (request) => ({
    products,
    shoppers: customers(demoShoppers),
    current: shopperOf(request)?.key ?? null,
  }))
  app.post('/trial/api/shop/sign-in', async (request, reply) => {
    const { shopper } = parsed(z.object({ shopper: z.enum(demoShoppers).nullable() }), request.body)
    const life = shopper === null ? 'Max-Age=0' : 'Max-Age=604800'
    reply.header('set-cookie', `${cookieName}=${shopper ?? ''}; Path=/; HttpOnly; SameSite=Lax; ${life}`)
    return { current: shopper }
  })
  // What a shop does for the hub on its own server: it knows from its own session who this is, and signs that.
  app.get('/trial/identity', async (request, reply) => {
    reply.header('cache-control', 'no-store')
    const shopper = shopperOf(request)
    if (!shopper) return reply.status(204).send()
    const { key, name, email: address } = shopper
    return { identity: await signIdentity({ sub: shopperIdOf(key), name, email: address }, await hubSecret(platform)) }
  })
}

function mountDevices(app: FastifyInstance, platform: Platform): void {
  app.get('/trial/api/devices', async () => ({
    customers: customers(demoCustomers.map(({ key }) => key)),
    /** Whoever else was sent a mail: invited colleagues, agents who forgot their password, people who wrote from a mail program. */
    others: (await listOtherMailboxes(platform.db, demoAddresses)).map(somebody),
    support: (await readSetting(platform.db, email)).address,
    /** False: the demo cannot take mail in. */
    canWrite: platform.inboundPort !== undefined,
    /** False: what Warmline sends leaves by a real mail server. */
    canRead: platform.config.smtpUrl === undefined,
  }))
  app.get('/trial/api/devices/:key/mails', async (request) => ({
    mails: await listMails(platform.db, (await customerOf(platform, request)).email),
  }))
  app.post('/trial/api/devices/:key/mails', async (request, reply) => {
    const shape = z.object({
      subject: z.string().trim().max(300),
      text: z.string().trim().min(1).max(20_000),
      answers: z.uuid().nullable().default(null),
    })
    const customer = await customerOf(platform, request)
    return reply.status(201).send(await writeMail(platform, customer, parsed(shape, request.body)))
  })
}

const customers = (keys: readonly string[]) =>
  demoCustomers
    .filter(({ key }) => keys.includes(key))
    .map(({ key, name, email: address, city, language }) => ({ key, name, email: address, city, language }))

const demoAddresses = demoCustomers.map(({ email: address }) => address)

const somebody = (address: string) => ({
  key: address,
  name: address.split('@')[0] ?? address,
  email: address,
  city: '',
  language: 'en' as const,
})

/** Whose mailbox the request names: a demo customer by their key, anybody else who was sent a mail by their address. */
async function customerOf(platform: Platform, request: FastifyRequest) {
  const { key } = request.params as { key: string }
  const customer = demoCustomers.find((one) => one.key === key)
  if (customer) return customer
  const other = (await listOtherMailboxes(platform.db, demoAddresses)).find((address) => address === key)
  if (!other) throw notFound('mailbox')
  return somebody(other)
}

function shopperOf({ headers }: FastifyRequest) {
  const key = new RegExp(`(?:^|; )${cookieName}=([a-z]+)`).exec(headers.cookie ?? '')?.[1]
  return demoCustomers.find((one) => one.key === key && demoShoppers.some((shopper) => shopper === key))
}

function parsed<T>(shape: z.ZodType<T>, body: unknown): T {
  const result = shape.safeParse(body)
  if (!result.success) throw refused(`${result.error.issues[0]?.path.join('.')}: ${result.error.issues[0]?.message}`)
  return result.data
}
