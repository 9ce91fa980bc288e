/** The shop's mail, as the settings page shows and changes it. What is changed counts from the next mail on. */

import { hostname } from 'node:os'
import { reason } from '../../../shared/refusals.ts'
import type { EmailSettings } from '../../../shared/settings.ts'
import { notFound, refused } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { changeSetting, type Dkim, email, readSetting } from '../../platform/settings.ts'
import { withoutPlus } from './address.ts'
import { makeKey, recordOf } from './dkim.ts'

/** Everything but the private key. */
export async function describeEmail(platform: Platform): Promise<EmailSettings> {
  const { db, config, inboundPort } = platform
  const { address, name, dkim } = await readSetting(db, email)
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
    dkim: dkim && { domain: dkim.domain, isOn: dkim.isOn, record: recordOf(dkim) },
    // Only where it is: the address may hold a password.
    outgoing: config.smtpUrl ? new URL(config.smtpUrl).host : null,
  }
}

/** Sets the support address and its display name; a DKIM key stays as it is. */
export async function changeEmail(platform: Platform, wish: { address: string; name: string }): Promise<EmailSettings> {
  if (withoutPlus(wish.address) !== wish.address) throw refused(reason('email_plus'))
  await changeSetting(platform.db, email, (before) => ({ ...before, ...wish }))
  return describeEmail(platform)
}

/** Makes a key for the domain of the support address, in place of the one there is. */
export async function makeOwnKey(platform: Platform): Promise<EmailSettings> {
  const { address } = await readSetting(platform.db, email)
  if (address === email.initial.address) throw refused(reason('support_address_needed'))
  const dkim = await makeKey(platform.secrets, address.split('@')[1] ?? '')
  await changeSetting(platform.db, email, (before) => ({ ...before, dkim }))
  return describeEmail(platform)
}

/** Turns signing on or off; the key is kept. */
export async function turnKey(platform: Platform, isOn: boolean): Promise<EmailSettings> {
  await changeSetting(platform.db, email, (before) => {
    if (!before.dkim) throw notFound('key')
    return { ...before, dkim: { ...before.dkim, isOn } }
  })
  return describeEmail(platform)
}

/** The key there is; throws not-found. */
export async function ownKey({ db }: Platform): Promise<Dkim> {
  const { dkim } = await readSetting(db, email)
  if (!dkim) throw notFound('key')
  return dkim
}

/** The name by which other machines find this one; an address that stands for all of them says nothing. */
function reachedAt(publicUrl: string): string {
  const { hostname: host } = new URL(publicUrl)
  return host === '0.0.0.0' || host === '[::]' ? hostname() : host
}
