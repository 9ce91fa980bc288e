/** The API's procedures for the Customer Hub. */
import { inTransaction } from '../platform/db.ts'
import { readSetting, shop, writeSetting } from '../platform/settings.ts'
import { os, shopperOf } from '../rpc.ts'
import { endChat, markSeen, readChat } from './chat.ts'
import { readFile } from './file.ts'
import { hubSecret, renewHubSecret } from './secret.ts'
import { describeHub, webchatSettings } from './settings.ts'
import { signIn } from './signIn.ts'
import { write } from './write.ts'

export const hubRoutes = {
  signIn: os.hub.signIn.handler(({ context, input }) => signIn(context.platform, input.identity)),

  settings: os.hub.settings.handler(async ({ context: { platform } }) => ({
    shopName: (await readSetting(platform.db, shop)).name,
    welcome: (await readSetting(platform.db, webchatSettings)).welcome,
  })),

  chat: os.hub.chat.handler(async ({ context }) => ({ chat: await readChat(context.platform.db, shopperOf(context)) })),

  write: os.hub.write.handler(({ context, input }) => write(context.platform, shopperOf(context), input)),

  seen: os.hub.seen.handler(async ({ context, input }) => ({
    seenAt: await inTransaction(context.platform.db, (tx) => markSeen(tx, shopperOf(context), input.chatId)),
  })),

  file: os.hub.file.handler(({ context, input }) => readFile(context.platform, shopperOf(context), input.id)),

  end: os.hub.end.handler(async ({ context, input }) => {
    await inTransaction(context.platform.db, (tx) => endChat(tx, shopperOf(context), input.chatId))
    return { chatId: input.chatId }
  }),
}

/** The hub as the shop sets it up. */
export const hubSettingsRoutes = {
  get: os.settings.hub.get.handler(({ context }) => describeHub(context.platform)),
  change: os.settings.hub.change.handler(async ({ context, input }) => {
    await writeSetting(context.platform.db, webchatSettings, input)
    return describeHub(context.platform)
  }),
  secret: os.settings.hub.secret.handler(async ({ context }) => ({ secret: await hubSecret(context.platform) })),
  renewSecret: os.settings.hub.renewSecret.handler(async ({ context }) => ({ secret: await renewHubSecret(context.platform) })),
}
