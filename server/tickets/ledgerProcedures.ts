/** The ledger, as the API offers it. */
import type { FastifyReply } from 'fastify'
import { sendRaw } from '../channels/payload.ts'
import { inTransaction } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'
import type { Platform } from '../platform/platform.ts'
import { writeSetting } from '../platform/settings.ts'
import { os } from '../rpc.ts'
import { discardPayload, getPayload, listPayloads, lookInto, retention, retryPayload, summarise } from './ledger.ts'

export const ledgerRoutes = {
  summary: os.ledger.summary.handler(({ context, input }) => summarise(context.platform.db, input.days)),
  list: os.ledger.list.handler(({ context, input }) => listPayloads(context.platform.db, input)),
  look: os.ledger.look.handler(({ context, input }) => lookInto(context.platform, input.id)),
  retry: os.ledger.retry.handler(async ({ context: { platform }, input }) => {
    await inTransaction(platform.db, (tx) => retryPayload(tx, input.id))
    return getPayload(platform.db, input.id)
  }),
  discard: os.ledger.discard.handler(async ({ context: { platform }, input }) => {
    await inTransaction(platform.db, (tx) => discardPayload(tx, input.id))
    return getPayload(platform.db, input.id)
  }),
  keep: os.ledger.keep.handler(async ({ context: { platform }, input }) => {
    await writeSetting(platform.db, retention, input)
    return input
  }),
}

/** Sends the raw bytes as a file that is saved: whatever a stranger sent is never drawn on our origin. */
export async function sendPayload(platform: Platform, id: string, reply: FastifyReply): Promise<FastifyReply> {
  const isId = /^[0-9a-f-]{36}$/.test(id)
  const row =
    isId && (await platform.db.selectFrom('payloads').select(['file', 'body', 'size', 'removedAt']).where('id', '=', id).executeTakeFirst())
  if (!row || row.removedAt) throw notFound('raw payload')
  return sendRaw(platform.files, row, `${id}.txt`, 'text/plain; charset=utf-8', reply)
}
