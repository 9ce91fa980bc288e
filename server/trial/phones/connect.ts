/** Connects the demo's shop to its fakes, once, and tells it the numbers of its customers; what an admin removes stays removed. */
import { sql } from 'kysely'
import { z } from 'zod'
import type { Values } from '../../../shared/connections.ts'
import { webhookUrl } from '../../channels/connected.ts'
import { createConnection } from '../../channels/connections.ts'
import { channelOf } from '../../channels/list.ts'
import { recordConsent } from '../../customers/consent.ts'
import { type Db, inTransaction, type Tx } from '../../platform/db.ts'
import type { Platform } from '../../platform/platform.ts'
import { readSetting, type Setting, writeSetting } from '../../platform/settings.ts'
import { type DemoPhone, demoPhones, type PhoneApp, phoneApps, shopPhone } from '../data/phones.ts'
import { isFilled } from '../state.ts'
import type { Phones } from './phones.ts'

const connected: Setting<{ is: boolean }> = { key: 'trialPhones', shape: z.object({ is: z.boolean() }), initial: { is: false } }

/** Each app's address in the shop's settings. */
const addresses: Record<PhoneApp, string> = {
  sms: shopPhone.sms.number,
  whatsapp: shopPhone.whatsapp.id,
  instagram: shopPhone.instagram.id,
}

const meta = { verifyToken: 'the-demo-shows-this' }
const given: Record<PhoneApp, { name: string; values: Values }> = {
  sms: {
    name: 'Nordvik SMS',
    values: {
      number: shopPhone.sms.number,
      accountSid: shopPhone.sms.sid,
      authToken: shopPhone.sms.token,
      autoReply:
        '{{Organization prefix}}: thank you, {{name}}! We may only answer by text once you agree: reply START. Or write to {{email}}.',
      links: 'own',
      segmentPrice: 0.042,
      segmentCurrency: 'EUR',
    },
  },
  whatsapp: {
    name: 'Nordvik WhatsApp',
    values: {
      phoneNumberId: shopPhone.whatsapp.id,
      number: `+${shopPhone.whatsapp.display}`,
      wabaId: shopPhone.whatsapp.wabaId,
      accessToken: shopPhone.whatsapp.token,
      appSecret: shopPhone.whatsapp.secret,
      ...meta,
    },
  },
  instagram: {
    name: '@nordvik',
    values: {
      accountId: shopPhone.instagram.id,
      accessToken: shopPhone.instagram.token,
      appSecret: shopPhone.instagram.secret,
      ...meta,
    },
  },
}

/** Makes the connections and the customers' numbers where the demo never had them. */
export async function connectPhones(platform: Platform): Promise<void> {
  const { db } = platform
  if ((await readSetting(db, connected)).is) return
  for (const channel of phoneApps) {
    const { name, values } = given[channel]
    const initial = channelOf(channel).form?.fields.flatMap(({ key, initial: value }) => (value === undefined ? [] : [[key, value]])) ?? []
    await createConnection(platform, { channel, name, values: { ...Object.fromEntries(initial), ...values } })
  }
  await inTransaction(db, async (tx) => {
    for (const [at, phone] of demoPhones.entries()) await knowNumbers(tx, phone, at)
    await writeSetting(tx, connected, { is: true })
  })
}

/** Takes away what a start left half filled. */
export async function forgetPhones(db: Db): Promise<void> {
  await db.deleteFrom('connections').where('address', 'in', Object.values(addresses)).execute()
  await db.deleteFrom('settings').where('key', '=', connected.key).execute()
  await db.deleteFrom('trialTexts').execute()
}

/** Points the demo's connections at the fakes of this start; answers the webhooks of those that there are. */
export async function pointAtFakes(platform: Platform, { apps }: Phones): Promise<Partial<Record<PhoneApp, string>>> {
  const webhooks: Partial<Record<PhoneApp, string>> = {}
  for (const app of phoneApps) {
    const row = await platform.db
      .updateTable('connections')
      .set({ settings: sql`settings || jsonb_build_object('apiUrl', ${apps[app].url}::text)` })
      .where('channel', '=', app)
      .where('address', '=', addresses[app])
      .returning(['channel', 'token'])
      .executeTakeFirst()
    if (row) webhooks[app] = webhookUrl(platform, row)
  }
  return webhooks
}

/** After each start: a filled demo has its phones, and they speak with Warmline at `origin`. Another installation is left alone. */
export async function beginPhones(platform: Platform, phones: Phones, origin: string): Promise<void> {
  if (!(await isFilled(platform.db))) return
  await connectPhones(platform)
  await phones.begin(origin, await pointAtFakes(platform, phones))
}

/** Every fifth customer never agreed to texts, so that the demo shows what that means; every second wants advertising too. */
async function knowNumbers(tx: Tx, { key, number, instagram }: DemoPhone, at: number): Promise<void> {
  const customer = await tx
    .selectFrom('identities')
    .select('customerId')
    .where('kind', '=', 'shopper')
    .where('value', '=', `nordvik-${key}`)
    .executeTakeFirst()
  if (!customer) return
  const { customerId } = customer
  await tx.updateTable('customers').set({ phone: number }).where('id', '=', customerId).where('phone', 'is', null).execute()
  const rows = await tx
    .insertInto('identities')
    .values([
      { customerId, kind: 'phone', value: number, isVerified: true },
      { customerId, kind: 'whatsapp', value: number, isVerified: true },
      { customerId, kind: 'instagram', value: instagram.id, isVerified: true },
    ])
    .onConflict((conflict) => conflict.columns(['kind', 'value']).doNothing())
    .returning(['id', 'kind'])
    .execute()
  if (at % 5 === 4) return
  for (const { id: identityId, kind } of rows) {
    if (kind === 'instagram') continue
    const consent = { identityId, isGiven: true, source: 'import', said: 'Ticked at the checkout' } as const
    await recordConsent(tx, { ...consent, kind: 'transactional' })
    if (at % 2 === 0) await recordConsent(tx, { ...consent, kind: 'marketing' })
  }
}
