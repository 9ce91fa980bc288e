/** Notifications, as the API offers them. */
import { inTransaction } from '../platform/db.ts'
import { agentOf, os } from '../rpc.ts'
import { changeNotificationSettings, listNotifications, readNotificationSettings, readNotifications } from './notifications.ts'
import { pushKey, subscribe, unsubscribe } from './push.ts'

export const notificationRoutes = {
  notifications: {
    list: os.notifications.list.handler(({ context, input }) => listNotifications(context.platform.db, agentOf(context).agentId, input)),
    read: os.notifications.read.handler(async ({ context, input }) => ({
      unread: await inTransaction(context.platform.db, (tx) => readNotifications(tx, agentOf(context).agentId, input)),
    })),
    settings: os.notifications.settings.handler(({ context }) => readNotificationSettings(context.platform.db, agentOf(context).agentId)),
    changeSettings: os.notifications.changeSettings.handler(({ context, input }) =>
      inTransaction(context.platform.db, (tx) => changeNotificationSettings(tx, agentOf(context).agentId, input)),
    ),
  },
  push: {
    key: os.push.key.handler(({ context }) => pushKey(context.platform.db)),
    subscribe: os.push.subscribe.handler(async ({ context, input }) => {
      await subscribe(context.platform, agentOf(context).agentId, input)
      return { endpoint: input.endpoint }
    }),
    unsubscribe: os.push.unsubscribe.handler(async ({ context, input }) => {
      await unsubscribe(context.platform.db, agentOf(context).agentId, input.endpoint)
      return input
    }),
  },
}
