/** What a shop can set for its web chat. */
import { z } from 'zod'
import type { HubSettings } from '../../shared/settings.ts'
import type { Platform } from '../platform/platform.ts'
import { readSetting, type Setting } from '../platform/settings.ts'

/** The welcome (R72) stands in an empty chat; without one the hub says its own, in the page's language. */
export const webchatSettings: Setting<{ welcome: string }> = {
  key: 'webchat',
  shape: z.object({ welcome: z.string().max(1000) }),
  initial: { welcome: '' },
}

/** What the settings page shows; `lastShopperAt` tells whether the hub works on the shop's site. */
export async function describeHub({ db, publicUrl }: Platform): Promise<HubSettings> {
  const { welcome } = await readSetting(db, webchatSettings)
  const last = await db.selectFrom('shopperSessions').select('createdAt').orderBy('id', 'desc').limit(1).executeTakeFirst()
  return { publicUrl, welcome, lastShopperAt: last?.createdAt ?? null }
}
