/** Which Shopify shops the hub stands in, and the secret of the app that stands in them. */
import { z } from 'zod'
import type { ShopifySettings, ShopifyWish } from '../../../shared/hubSetup.ts'
import type { Platform } from '../../platform/platform.ts'
import { changeSetting, readSetting, type Setting } from '../../platform/settings.ts'

const shopify: Setting<{ shops: string[]; sealed: string | null }> = {
  key: 'hub_shopify',
  shape: z.object({ shops: z.array(z.string()), sealed: z.string().nullable() }),
  initial: { shops: [], sealed: null },
}

/** Undefined: there is none. */
export async function readShopify({
  db,
  secrets,
}: Pick<Platform, 'db' | 'secrets'>): Promise<{ shops: string[]; secret: string } | undefined> {
  const { shops, sealed } = await readSetting(db, shopify)
  return sealed === null || shops.length === 0 ? undefined : { shops, secret: secrets.open(sealed) }
}

/** The same without the secret, and where the app's proxy is to lead. */
export async function describeShopify({ db, publicUrl }: Platform): Promise<ShopifySettings> {
  const { shops, sealed } = await readSetting(db, shopify)
  return { shops, hasSecret: sealed !== null, proxyUrl: `${publicUrl}/shopify` }
}

/** Changes what is named; a secret of null is forgotten. */
export async function changeShopify({ db, secrets }: Platform, { shops, secret }: ShopifyWish): Promise<void> {
  await changeSetting(db, shopify, (before) => ({
    shops: shops ?? before.shops,
    sealed: secret === undefined ? before.sealed : secret && secrets.seal(secret),
  }))
}
