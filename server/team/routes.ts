/** The sign-in routes under /api/auth: those of the library's that we use, and no others. */
import type { FastifyInstance } from 'fastify'
import { type Auth, addressHeader } from './auth.ts'

/** A route of the library is reachable only when it stands here. */
export const signInRoutes = [
  ['POST', '/sign-in/email'],
  ['POST', '/sign-out'],
  ['GET', '/get-session'],
  ['GET', '/list-sessions'],
  ['POST', '/revoke-session'],
  ['POST', '/revoke-other-sessions'],
  ['POST', '/change-password'],
  ['POST', '/request-password-reset'],
  ['POST', '/reset-password'],
  ['POST', '/two-factor/enable'],
  ['POST', '/two-factor/disable'],
  ['POST', '/two-factor/verify-totp'],
  ['POST', '/two-factor/verify-backup-code'],
  ['POST', '/two-factor/generate-backup-codes'],
  ['GET', '/ok'],
] as const

const largestBody = 16 * 1024

/** Mounts them. `request.ip` must be the client's address: behind a proxy, Fastify has to be told to trust it. */
export function mountAuth(app: FastifyInstance, auth: Auth): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    // JSON and nothing else: a plain form, which any page may send, gets 415.
    scope.addContentTypeParser('application/json', { parseAs: 'buffer', bodyLimit: largestBody }, (_request, body, done) =>
      done(null, body),
    )
    for (const [method, path] of signInRoutes) {
      scope.route({
        method,
        url: `/api/auth${path}`,
        async handler(request, reply) {
          const headers = new Headers()
          for (const [name, value] of Object.entries(request.headers))
            if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
          headers.set(addressHeader, request.ip)
          const answer = await auth.library.handler(
            new Request(new URL(request.url, auth.origins()[0]), {
              method,
              headers,
              body: request.body instanceof Buffer && request.body.length > 0 ? new Uint8Array(request.body) : undefined,
            }),
          )
          reply.status(answer.status)
          for (const [name, value] of answer.headers) reply.header(name, value)
          const wait = answer.headers.get('x-retry-after')
          if (wait) reply.header('retry-after', wait)
          return reply.send(Buffer.from(await answer.arrayBuffer()))
        },
      })
    }
  })
}
