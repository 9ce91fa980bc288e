/** The shop's mail, as the settings page shows and changes it. What is changed counts from the next mail on. */
import { reason } from '../../../shared/refusals.ts'
import type { EmailSettings } from '../../../shared/settings.ts'
import { refused } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { changeSetting, email, readSetting } from '../../platform/settings.ts'
import { withoutPlus } from './address.ts'
import { reachedAt } from './forward.ts'

/** The first address, and how mail comes in and goes out. */
export async function describeEmail(platform: Platform): Promise<EmailSettings> {
  const { db, config, inboundPort } = platform
  const { address, name } = await readSetting(db, email)
  // Ids carry their time, so the newest is found without an index of its own.
  const last = await db
    .selectFrom('payloads')
    .select('receivedAt')
    .where('channel', '=', 'email')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return {
    address: address === email.initial.address ? null : address,
    name,
    inbound: {
      host: reachedAt(platform.publicUrl),
      port: inboundPort ?? null,
      isLocal: /^(127\.|localhost$|\[?::1\]?$)/.test(config.host),
    },
    lastMailAt: last?.receivedAt ?? null,
    // Only where it is: the address may hold a password.
    outgoing: config.smtpUrl ? new URL(config.smtpUrl).host : null,
  }
}

/** Sets the support address and its display name; DKIM keys stay as they are. */
export async function changeEmail(platform: Platform, wish: { address: string; name: string }): Promise<EmailSettings> {
  if (withoutPlus(wish.address) !== wish.address) throw refused(reason('email_plus'))
  await changeSetting(platform.db, email, (before) => ({ ...before, ...wish }))
  return describeEmail(platform)
}
