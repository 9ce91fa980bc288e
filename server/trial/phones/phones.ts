/**
 * The demo customers' phones. Words: an *app* is SMS, WhatsApp or Instagram on one; behind each stands a fake of its provider on
 * loopback, started with the server, to which the demo's connections point.
 */
import type { Platform } from '../../platform/platform.ts'
import { type PhoneApp, phoneApps } from '../data/phones.ts'
import { type Air, openAir } from './air.ts'
import type { App } from './app.ts'
import { openInstagram } from './instagram.ts'
import { openSms } from './sms.ts'
import { lastWritten } from './texts.ts'
import { openWhatsApp } from './whatsapp.ts'

export interface Phones {
  apps: Record<PhoneApp, App>
  air: Air
  /** From now on what happens is told to Warmline at `origin`; until then, while the demo's past is played, it is only kept. */
  begin(origin: string, webhooks: Partial<Record<PhoneApp, string>>): Promise<void>
  close(): Promise<void>
}

/** Starts them. */
export async function openPhones(platform: Platform): Promise<Phones> {
  const air = openAir(platform)
  const apps = { sms: await openSms(air), whatsapp: await openWhatsApp(air), instagram: await openInstagram(air) }
  return {
    apps,
    air,
    async begin(origin, webhooks) {
      air.origin = origin
      for (const app of phoneApps) {
        const webhook = webhooks[app]
        if (webhook) apps[app].tellTo(webhook)
      }
      for (const { app, person, at } of await lastWritten(platform.db)) apps[app].remember(person, at)
    },
    async close() {
      for (const app of phoneApps) await apps[app].close()
    },
  }
}
