/** The hub as it is set up: for the shop's settings, and for whoever opens it. */
import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import type { HubView } from '../../shared/hub.ts'
import type { HubSettings, HubSetup } from '../../shared/hubSetup.ts'
import { reason } from '../../shared/refusals.ts'
import { trueType } from '../channels/fileType.ts'
import { hubSetup, languageOf } from '../channels/webchat/setup.ts'
import { hoursOf, standingAt } from '../platform/businessHours.ts'
import { notFound, refused } from '../platform/errors.ts'
import type { Platform } from '../platform/platform.ts'
import { changeSetting, readSetting, type Setting, shop, writeSetting } from '../platform/settings.ts'
import { hasFaqs } from './faqSearch.ts'
import { oldSecretUntil } from './secret.ts'

/** The picture in the hub's head: its name in the file store. */
const hubLogo: Setting<{ file: string; mimeType: string } | null> = {
  key: 'hub_logo',
  shape: z.object({ file: z.string(), mimeType: z.string() }).nullable(),
  initial: null,
}
const mostLogo = 500_000

/** What the settings page shows; `lastShopperAt` tells whether the hub works on the shop's site. */
export async function describeHub(platform: Platform): Promise<HubSettings> {
  const { db, publicUrl } = platform
  const last = await db
    .selectFrom('shopperSessions')
    .select('createdAt')
    .where('isVisitor', '=', false)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return {
    ...(await readSetting(db, hubSetup)),
    publicUrl,
    logoUrl: await logoUrl(platform),
    lastShopperAt: last?.createdAt ?? null,
    oldSecretUntil: await oldSecretUntil(db),
  }
}

/** Changes what is named; the rest stays. */
export const changeHub = ({ db }: Platform, wish: Partial<HubSetup>): Promise<HubSetup> =>
  changeSetting(db, hubSetup, (before) => ({ ...before, ...wish }))

/** What the hub shows to whoever opens it, in their language. */
export async function viewHub(platform: Platform, named?: string): Promise<HubView> {
  const { db } = platform
  const { name, language: shops } = await readSetting(db, shop)
  const { isEnabled, tabs, loginStatus, color, position, texts, privacyUrl, termsUrl } = await readSetting(db, hubSetup)
  const language = languageOf(named, shops)
  const { greeting, welcome } = texts[language]
  const { hours } = await hoursOf(db, null)
  const { isOpen, opensAt } = standingAt(hours, new Date())
  return {
    shopName: name,
    language,
    isEnabled,
    tabs,
    loginStatus,
    color,
    position,
    logoUrl: await logoUrl(platform),
    greeting,
    welcome,
    privacyUrl,
    termsUrl,
    hasFaqs: await hasFaqs(db),
    isOpen,
    opensAt,
    timeZone: hours.timeZone,
  }
}

async function logoUrl({ db }: Platform): Promise<string | null> {
  const logo = await readSetting(db, hubLogo)
  return logo && `/api/v1/hub/logo/${logo.file}`
}

/** Takes a picture as the logo; whatever is none, or is large, is refused. */
export async function changeLogo(platform: Platform, file: File | null): Promise<void> {
  if (!file) return writeSetting(platform.db, hubLogo, null)
  if (file.size > mostLogo) throw refused(reason('file_too_large', { name: file.name, most: mostLogo / 1_000_000 }))
  const bytes = Buffer.from(await file.arrayBuffer())
  const { mimeType } = await trueType(file.type, once(bytes))
  if (!/^image\/(png|jpeg|webp|gif)$/.test(mimeType)) throw refused(reason('file_kind', { name: file.name }))
  const kept = await platform.files.keep(bytes)
  await writeSetting(platform.db, hubLogo, { file: kept.file, mimeType })
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** The logo that is set now; of any other file there is nothing. */
export async function readLogo({ db, files }: Platform, file: string): Promise<File> {
  const logo = await readSetting(db, hubLogo)
  if (logo?.file !== file) throw notFound('file')
  return new File([await buffer(files.read(file))], 'logo', { type: logo.mimeType })
}
