/** Connecting channels, as the API offers it. */
import { os } from '../rpc.ts'
import { checkConnection } from './check.ts'
import { changeConnection, createConnection, removeConnection } from './connections.ts'
import { brokenConnections, describeConnections, formsOf } from './describe.ts'

export const connectionRoutes = {
  forms: os.connections.forms.handler(() => ({ forms: formsOf() })),
  list: os.connections.list.handler(async ({ context }) => ({ connections: await describeConnections(context.platform) })),
  create: os.connections.create.handler(({ context, input }) => createConnection(context.platform, input)),
  change: os.connections.change.handler(({ context, input }) => changeConnection(context.platform, input)),
  remove: os.connections.remove.handler(async ({ context, input }) => {
    await removeConnection(context.platform.db, input.id)
    return { id: input.id }
  }),
  check: os.connections.check.handler(({ context, input }) => checkConnection(context.platform, input.id)),
  broken: os.connections.broken.handler(async ({ context }) => ({ connections: await brokenConnections(context.platform.db) })),
}
