/** The shop's own settings, as the API offers them. */
import { os } from '../rpc.ts'
import { changeShop, describeShop } from './shop.ts'

export const shopSettingsRoutes = {
  get: os.settings.shop.get.handler(({ context }) => describeShop(context.platform.db)),
  change: os.settings.shop.change.handler(({ context, input }) => changeShop(context.platform.db, input)),
}
