/** The HTTP side: the API behind one door, sign-in, files, pages, health. Every route here says who may use it. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import { SmartCoercionPlugin } from '@orpc/json-schema'
import { OpenAPIGenerator } from '@orpc/openapi'
import { ORPCError, onError } from '@orpc/server'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { contract } from '../shared/contract.ts'
import { Customer } from '../shared/customers.ts'
import { Message } from '../shared/messages.ts'
import { Ticket } from '../shared/tickets.ts'
import { admins } from '../shared/who.ts'
import { emailSettingsRoutes } from './channels/email/procedures.ts'
import { mountLinks } from './channels/links.ts'
import { connectionRoutes } from './channels/procedures.ts'
import { mountWebhooks } from './channels/webhooks.ts'
import { openHandler } from './codec.ts'
import { customerRoutes } from './customers/procedures.ts'
import { chatRoutes, faqRoutes, hubRoutes, hubSettingsRoutes } from './hub/procedures.ts'
import { findShopper } from './hub/sessions.ts'
import { mountShopify } from './hub/shopify/identity.ts'
import { writeTag } from './hub/tag.ts'
import { forbidden, messageOf, unauthorized } from './platform/errors.ts'
import type { Metrics } from './platform/metrics.ts'
import type { Platform } from './platform/platform.ts'
import { shopSettingsRoutes } from './platform/procedures.ts'
import { type CallContext, type Caller, os } from './rpc.ts'
import type { Auth } from './team/auth.ts'
import { findCaller } from './team/caller.ts'
import { notificationRoutes } from './team/notificationProcedures.ts'
import { teamRoutes } from './team/procedures.ts'
import { mountAuth } from './team/routes.ts'
import { settingsRoutes } from './team/settingsProcedures.ts'
import { accept } from './tickets/accept.ts'
import { sendAttachment, sendOutgoingFile } from './tickets/attachments.ts'
import { composeRoutes } from './tickets/composeProcedures.ts'
import { consentRoutes } from './tickets/consentProcedures.ts'
import { customerEventRoutes } from './tickets/customerEventProcedures.ts'
import { ledgerRoutes, sendPayload } from './tickets/ledgerProcedures.ts'
import { sendOriginal } from './tickets/original.ts'
import { templateRoutes, ticketRoutes } from './tickets/procedures.ts'
import { ticketWorkRoutes } from './tickets/workProcedures.ts'
import { triageRoutes } from './triage/procedures.ts'
import { bulkRoutes } from './views/bulkRoutes.ts'
import { viewRoutes } from './views/procedures.ts'
import { searchRoutes } from './views/searchRoute.ts'
import { tagMergeRoutes } from './views/tagMerge.ts'
import { ticketListRoute } from './views/ticketList.ts'

const root = join(import.meta.dirname, '..')

/** The whole API: the contract's procedures and what they do. */
const router = os.router({
  ...teamRoutes,
  ...notificationRoutes,
  ...settingsRoutes,
  ...triageRoutes,
  tickets: { ...ticketRoutes, list: ticketListRoute },
  templates: templateRoutes,
  ...composeRoutes,
  ...ticketWorkRoutes,
  customers: { ...customerRoutes, ...customerEventRoutes },
  connections: connectionRoutes,
  ledger: ledgerRoutes,
  consents: consentRoutes,
  tags: { ...triageRoutes.tags, ...tagMergeRoutes },
  views: viewRoutes,
  search: searchRoutes,
  bulk: bulkRoutes,
  settings: { shop: shopSettingsRoutes, email: emailSettingsRoutes, hub: hubSettingsRoutes },
  hub: hubRoutes,
  chats: chatRoutes,
  faqs: faqRoutes,
})

/** Mounts everything on `app`. */
export async function mount(app: FastifyInstance, platform: Platform, auth: Auth, metrics: Metrics): Promise<void> {
  app.addHook('onResponse', async (request, reply) => {
    metrics.requests.observe(
      { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode },
      reply.elapsedTime / 1000,
    )
  })
  app.addHook('onSend', async (_, reply) => {
    reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'same-origin')
  })
  app.setErrorHandler((error, request, reply) => {
    const isTold = error instanceof ORPCError || (error as { statusCode?: number }).statusCode !== undefined
    const status = error instanceof ORPCError ? error.status : ((error as { statusCode?: number }).statusCode ?? 500)
    if (status >= 500) platform.log.error({ path: request.url, error: messageOf(error) }, 'a request failed')
    return reply.status(status).send({
      code: isTold ? ((error as { code?: string }).code ?? 'ERROR') : 'INTERNAL_SERVER_ERROR',
      message: isTold ? messageOf(error) : 'Something went wrong here; it was logged.',
    })
  })

  mountHealth(app, platform, metrics)
  mountAuth(app, auth)
  await app.register(async (scope) => mountApi(scope, platform, auth))
  await mountWebhooks(app, platform, accept)
  app.get('/files/:id', async (request, reply) => {
    const caller = await findCaller(auth, request)
    if (!caller) throw unauthorized()
    return sendAttachment(platform, (request.params as { id: string }).id, reply)
  })
  app.get('/originals/:id', async (request, reply) => {
    const caller = await findCaller(auth, request)
    if (!caller) throw unauthorized()
    return sendOriginal(platform, (request.params as { id: string }).id, reply)
  })
  app.get('/payloads/:id', async (request, reply) => {
    const caller = await findCaller(auth, request)
    if (!caller) throw unauthorized()
    if (!admins.some((role) => role === caller.role)) throw forbidden()
    return sendPayload(platform, (request.params as { id: string }).id, reply)
  })
  // Vendors fetch the files of our messages here; each address is signed, and good for some hours.
  app.get('/files/out/:id', async (request, reply) => {
    const { until, proof } = request.query as { until?: unknown; proof?: unknown }
    return sendOutgoingFile(platform, { id: (request.params as { id: string }).id, until: String(until), proof: String(proof) }, reply)
  })
  mountLinks(app, platform)
  mountShopify(app, platform)
  await mountPages(app, platform)
}

/** Anyone may ask how we are; the answers name nothing of anybody. */
function mountHealth(app: FastifyInstance, platform: Platform, metrics: Metrics): void {
  app.get('/health/live', async () => ({ status: 'ok' }))
  app.get('/health/ready', async (_, reply) => {
    const isReady = await platform.pool.query('select 1').then(
      () => true,
      () => false,
    )
    return reply.status(isReady ? 200 : 503).send({ status: isReady ? 'ok' : 'the database does not answer' })
  })
  app.get('/metrics', async (_, reply) => reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()))
}

async function mountApi(scope: FastifyInstance, platform: Platform, auth: Auth): Promise<void> {
  const handler = openHandler(router, {
    plugins: [new SmartCoercionPlugin({ schemaConverters: [new ZodToJsonSchemaConverter()] })],
    interceptors: [
      onError((error) => {
        if (!(error instanceof ORPCError)) platform.log.error({ err: error }, 'a procedure failed')
        else if (error.status >= 500) platform.log.error({ err: error.cause ?? error }, 'a procedure failed')
      }),
    ],
  })
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  const document = await generator.generate(contract, {
    info: { title: 'Warmline', version: '1' },
    servers: [{ url: '/api/v1' }],
    security: [{ session: [] }, { apiKey: [] }],
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: auth.sessionCookie },
        apiKey: { type: 'http', scheme: 'bearer' },
      },
    },
    commonSchemas: {
      Ticket: { schema: Ticket },
      Message: { schema: Message },
      Customer: { schema: Customer },
      UndefinedError: { error: 'UndefinedError' },
    },
  })
  scope.get('/api/v1/openapi.json', async () => document)

  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
  scope.all('/api/v1/*', async (request, reply) => {
    const { authorization } = request.headers
    const caller: Caller | undefined = authorization?.startsWith('Bearer whs_')
      ? await findShopper(platform.db, authorization.slice(7))
      : await findCaller(auth, request)
    const context: CallContext = { platform, auth, caller, ip: request.ip }
    reply.header('cache-control', 'no-store')
    const { matched } = await handler.handle(request, reply, { prefix: '/api/v1', context })
    if (!matched) await reply.status(404).send({ code: 'NOT_FOUND', message: 'There is no such route.' })
  })
}

const deskPolicy = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'", // Mantine sets style attributes; mail frames bring their own policy
  "img-src 'self' data: blob: https:", // remote pictures of a mail, once somebody asks for them
  "connect-src 'self' ws: wss:",
  "font-src 'self' data:",
  "frame-src 'self' blob:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ')
// The hub stands in the shop's page, so anyone may frame it; it runs our scripts and nothing else.
const hubPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self' ws: wss:; base-uri 'none'; form-action 'none'"

async function mountPages(app: FastifyInstance, platform: Platform): Promise<void> {
  const desk = join(root, 'desk/dist')
  const hub = join(root, 'hub/dist')
  if (existsSync(desk)) {
    await app.register(fastifyStatic, {
      root: desk,
      prefix: '/desk/',
      wildcard: true,
      index: false,
      cacheControl: false,
      setHeaders: cacheByName,
    })
    const page = async (_: unknown, reply: FastifyReply) =>
      reply.header('content-security-policy', deskPolicy).header('cache-control', 'no-cache').sendFile('index.html', desk)
    // Every path of the desk that is not a file is a page of its router.
    for (const url of [
      '/desk',
      '/desk/',
      '/desk/inbox',
      '/desk/inbox/*',
      '/desk/settings',
      '/desk/settings/*',
      '/desk/sign-in',
      '/desk/start',
      '/desk/forgot-password',
      '/desk/invitation/*',
      '/desk/reset-password/*',
    ])
      app.get(url, page)
  }
  if (existsSync(hub)) {
    await app.register(fastifyStatic, {
      root: hub,
      prefix: '/hub/',
      index: false,
      cacheControl: false,
      decorateReply: !existsSync(desk),
      setHeaders: cacheByName,
    })
    app.get('/hub/', async (_, reply) =>
      reply.header('content-security-policy', hubPolicy).header('cache-control', 'no-cache').sendFile('index.html', hub),
    )
    app.get('/hub.js', async (_, reply) =>
      reply
        .header('access-control-allow-origin', '*')
        .header('cache-control', 'public, max-age=300')
        .type('text/javascript; charset=utf-8')
        .send(await writeTag(platform.db, join(hub, 'hub.js'))),
    )
  }
  // Anyone may read the handbook; the settings lead to it.
  await app.register(fastifyStatic, {
    root: join(root, 'docs'),
    prefix: '/docs/',
    index: false,
    decorateReply: !existsSync(desk) && !existsSync(hub),
    setHeaders: (reply) => reply.header('content-type', 'text/plain; charset=utf-8'),
  })
  if (!platform.config.isDemo) app.get('/', async (_, reply) => reply.redirect('/desk/'))
}

/** Files named by their content may be kept for ever. */
function cacheByName(reply: FastifyReply, path: string): void {
  reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
}
