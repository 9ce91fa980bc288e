/** The API's procedures about what customers allow. */
import { inTransaction } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'
import type { Platform } from '../platform/platform.ts'
import { os } from '../rpc.ts'
import { consentsOfCustomer, noteConsent } from './consents.ts'
import { actorOf } from './procedures.ts'

export const consentRoutes = {
  list: os.consents.list.handler(({ context, input }) => answerOf(context.platform, input.id)),
  note: os.consents.note.handler(async ({ context, input: { id: customerId, ...noted } }) => {
    await inTransaction(context.platform.db, (tx) => noteConsent(tx, actorOf(context), { customerId, ...noted }))
    return answerOf(context.platform, customerId)
  }),
}

async function answerOf({ db }: Platform, customerId: string) {
  const customer = await db.selectFrom('customers').select('id').where('id', '=', customerId).executeTakeFirst()
  if (!customer) throw notFound('customer')
  return { consents: await consentsOfCustomer(db, customerId) }
}
