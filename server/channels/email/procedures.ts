/** The shop's mail, as the API offers it. */
import { agentOf, os } from '../../rpc.ts'
import { lookUpRecord } from './dkim.ts'
import { changeEmail, describeEmail, makeOwnKey, ownKey, turnKey } from './settings.ts'
import { sendTestMail } from './testMail.ts'

export const emailSettingsRoutes = {
  get: os.settings.email.get.handler(({ context }) => describeEmail(context.platform)),
  change: os.settings.email.change.handler(({ context, input }) => changeEmail(context.platform, input)),
  test: os.settings.email.test.handler(({ context }) => sendTestMail(context.platform, agentOf(context).agentId)),
  makeKey: os.settings.email.makeKey.handler(({ context }) => makeOwnKey(context.platform)),
  changeKey: os.settings.email.changeKey.handler(({ context, input }) => turnKey(context.platform, input.isOn)),
  lookUpKey: os.settings.email.lookUpKey.handler(async ({ context }) => ({ state: await lookUpRecord(await ownKey(context.platform)) })),
}
