/** The API's procedures by which other systems name a customer and write events on them. */
import { inTransaction } from '../platform/db.ts'
import { os } from '../rpc.ts'
import { addEvent, identify } from './customerEvents.ts'

export const customerEventRoutes = {
  identify: os.customers.identify.handler(({ context, input }) =>
    inTransaction(context.platform.db, async (tx) => ({ id: await identify(tx, input) })),
  ),
  addEvent: os.customers.addEvent.handler(({ context, input }) =>
    inTransaction(context.platform.db, async (tx) => ({ isNew: await addEvent(tx, input) })),
  ),
}
