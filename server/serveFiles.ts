/** Files as they came: of messages, whole mails, calls of vendors; and those that vendors fetch from us. Each says who may have it. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { admins } from '../shared/who.ts'
import { forbidden, unauthorized } from './platform/errors.ts'
import type { Platform } from './platform/platform.ts'
import type { Auth } from './team/auth.ts'
import { findCaller } from './team/caller.ts'
import { sendAttachment, sendOutgoingFile } from './tickets/attachments.ts'
import { sendPayload } from './tickets/ledgerProcedures.ts'
import { sendOriginal } from './tickets/original.ts'

/** Mounts the routes that answer with bytes and not with JSON. */
export function mountFiles(app: FastifyInstance, platform: Platform, auth: Auth): void {
  const callerOf = async (request: FastifyRequest) => {
    const caller = await findCaller(auth, request)
    if (!caller) throw unauthorized()
    return caller
  }
  app.get<{ Params: { id: string } }>('/files/:id', async (request, reply) => {
    await callerOf(request)
    return sendAttachment(platform, request.params.id, reply)
  })
  app.get<{ Params: { id: string } }>('/originals/:id', async (request, reply) => {
    await callerOf(request)
    return sendOriginal(platform, request.params.id, reply)
  })
  app.get<{ Params: { id: string } }>('/payloads/:id', async (request, reply) => {
    const { role } = await callerOf(request)
    if (!admins.some((one) => one === role)) throw forbidden()
    return sendPayload(platform, request.params.id, reply)
  })
  // Vendors fetch the files of our messages here; each address is signed, and good for some hours.
  app.get<{ Params: { id: string }; Querystring: { until?: unknown; proof?: unknown } }>('/files/out/:id', async (request, reply) => {
    const { until, proof } = request.query
    return sendOutgoingFile(platform, { id: request.params.id, until: String(until), proof: String(proof) }, reply)
  })
}
