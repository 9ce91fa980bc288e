/** The shop's mail, as the API offers it. */
import { agentOf, os } from '../../rpc.ts'
import { findArrival, sendArrival } from './arrival.ts'
import { describeDomains, makeDomainKey, turnDomainKey } from './domains.ts'
import { forwardTo } from './forward.ts'
import { checkRecords } from './records.ts'
import { changeEmail, describeEmail } from './settings.ts'
import { sendTestMail } from './testMail.ts'

export const emailSettingsRoutes = {
  get: os.settings.email.get.handler(({ context }) => describeEmail(context.platform)),
  change: os.settings.email.change.handler(({ context, input }) => changeEmail(context.platform, input)),
  test: os.settings.email.test.handler(({ context }) => sendTestMail(context.platform, agentOf(context).agentId)),
  arrival: os.settings.email.arrival.handler(async ({ context: { platform }, input: { connectionId = null } }) => ({
    arrival: await findArrival(platform, connectionId),
    forwardTo: await forwardTo(platform, connectionId),
  })),
  sendArrival: os.settings.email.sendArrival.handler(({ context, input }) => sendArrival(context.platform, input.connectionId ?? null)),
  domains: os.settings.email.domains.handler(async ({ context }) => ({ domains: await describeDomains(context.platform) })),
  records: os.settings.email.records.handler(async ({ context, input }) => ({
    records: await checkRecords(context.platform, input.domain),
  })),
  makeKey: os.settings.email.makeKey.handler(({ context, input }) => makeDomainKey(context.platform, input.domain)),
  changeKey: os.settings.email.changeKey.handler(({ context, input }) => turnDomainKey(context.platform, input.domain, input.isOn)),
}
