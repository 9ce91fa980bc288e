/** Business hours and the audit log, as the API offers them. */
import { inTransaction } from '../platform/db.ts'
import { os } from '../rpc.ts'
import { exportAudit, listAudit } from './audit.ts'
import { changeHours, describeHours } from './hours.ts'

export const settingsRoutes = {
  hours: {
    get: os.hours.get.handler(({ context, input }) => describeHours(context.platform.db, input.teamId)),
    change: os.hours.change.handler(async ({ context, input }) => {
      await inTransaction(context.platform.db, (tx) => changeHours(tx, input.teamId, input.hours))
      return describeHours(context.platform.db, input.teamId)
    }),
    reset: os.hours.reset.handler(async ({ context, input }) => {
      await inTransaction(context.platform.db, (tx) => changeHours(tx, input.teamId, null))
      return describeHours(context.platform.db, input.teamId)
    }),
  },
  audit: {
    list: os.audit.list.handler(({ context, input }) => listAudit(context.platform.db, input)),
    export: os.audit.export.handler(({ context, input }) => exportAudit(context.platform.db, input)),
  },
}
