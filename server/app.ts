/** The HTTP side: every route is mounted here, and what is not the API, sign-in or health in a file of its own. */
import compress, { type FastifyCompressOptions } from '@fastify/compress'
import { SmartCoercionPlugin } from '@orpc/json-schema'
import { OpenAPIGenerator } from '@orpc/openapi'
import { ORPCError, onError } from '@orpc/server'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import type { FastifyInstance } from 'fastify'
import { contract } from '../shared/contract.ts'
import { Customer } from '../shared/customers.ts'
import { Message } from '../shared/messages.ts'
import { Ticket } from '../shared/tickets.ts'
import { emailSettingsRoutes } from './channels/email/procedures.ts'
import { mountLinks } from './channels/links.ts'
import { connectionRoutes } from './channels/procedures.ts'
import { mountWebhooks } from './channels/webhooks.ts'
import { openHandler } from './codec.ts'
import { customerRoutes } from './customers/procedures.ts'
import { chatRoutes, faqRoutes, hubRoutes, hubSettingsRoutes } from './hub/procedures.ts'
import { findShopper } from './hub/sessions.ts'
import { mountShopify } from './hub/shopify/identity.ts'
import { messageOf } from './platform/errors.ts'
import type { Metrics } from './platform/metrics.ts'
import type { Platform } from './platform/platform.ts'
import { shopSettingsRoutes } from './platform/procedures.ts'
import { type CallContext, type Caller, os } from './rpc.ts'
import { mountFiles } from './serveFiles.ts'
import { mountPages } from './servePages.ts'
import type { Auth } from './team/auth.ts'
import { findCaller } from './team/caller.ts'
import { notificationRoutes } from './team/notificationProcedures.ts'
import { teamRoutes } from './team/procedures.ts'
import { mountAuth } from './team/routes.ts'
import { settingsRoutes } from './team/settingsProcedures.ts'
import { accept } from './tickets/accept.ts'
import { composeRoutes } from './tickets/composeProcedures.ts'
import { consentRoutes } from './tickets/consentProcedures.ts'
import { customerEventRoutes } from './tickets/customerEventProcedures.ts'
import { ledgerRoutes } from './tickets/ledgerProcedures.ts'
import { templateRoutes, ticketRoutes } from './tickets/procedures.ts'
import { ticketWorkRoutes } from './tickets/workProcedures.ts'
import { triageRoutes } from './triage/procedures.ts'
import { bulkRoutes } from './views/bulkRoutes.ts'
import { viewRoutes } from './views/procedures.ts'
import { searchRoutes } from './views/searchRoute.ts'
import { tagMergeRoutes } from './views/tagMerge.ts'
import { ticketListRoute } from './views/ticketList.ts'

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

/**
 * Answers are packed for whoever can unpack them: a list is a seventh then, and the desk a third. What comes in stays as it came, since
 * signatures are over its bytes and little can be packed that unpacks to very much.
 */
const packing: FastifyCompressOptions = {
  globalDecompression: false,
  // Of what customers sent as files only text is packed; the rest goes out as it is, with its length.
  customTypes: /^text\/(?!event-stream)|[/+](json|javascript|xml)(;|$)/,
  // The first levels take most of it: a list in half a millisecond.
  zlibOptions: { level: 4 },
  syncThreshold: 128 * 1024,
}

/** Mounts everything on `app`. */
export async function mount(app: FastifyInstance, platform: Platform, auth: Auth, metrics: Metrics): Promise<void> {
  await app.register(compress, packing)
  app.addHook('onResponse', async (request, reply) => {
    metrics.requests.observe(
      { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode },
      reply.elapsedTime / 1000,
    )
  })
  app.addHook('onSend', async (_, reply) => {
    reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'same-origin')
  })
  app.setErrorHandler<Error & { statusCode?: number; code?: string }>((error, request, reply) => {
    const isTold = error instanceof ORPCError || error.statusCode !== undefined
    const status = error instanceof ORPCError ? error.status : (error.statusCode ?? 500)
    if (status >= 500) platform.log.error({ path: request.url, error: messageOf(error) }, 'a request failed')
    return reply.status(status).send({
      code: isTold ? (error.code ?? 'ERROR') : 'INTERNAL_SERVER_ERROR',
      message: isTold ? messageOf(error) : 'Something went wrong here; it was logged.',
    })
  })

  mountHealth(app, platform, metrics)
  mountAuth(app, auth)
  await app.register(async (scope) => mountApi(scope, platform, auth))
  await mountWebhooks(app, platform, accept)
  mountFiles(app, platform, auth)
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
