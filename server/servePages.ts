/** The pages in the browser: the desk, the hub that stands in a shop, and the handbook. Anyone may load them. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { writeTag } from './hub/tag.ts'
import type { Platform } from './platform/platform.ts'

const root = join(import.meta.dirname, '..')
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

/** Mounts the desk, the hub with its tag, and the handbook; what is not built is not there. */
export async function mountPages(app: FastifyInstance, platform: Platform): Promise<void> {
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
