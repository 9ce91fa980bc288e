/** What a demo customer does on the phone: each as the provider would tell it, and as the phone then shows it. */
import { type DemoPhone, type PhoneApp, personIn } from '../data/phones.ts'
import { cannot } from '../refuse.ts'
import type { Wish } from './app.ts'
import type { Phones } from './phones.ts'
import { forgetText, type KeptText, keepText, listTexts, mark, passOn } from './texts.ts'

/** Sends a message to the shop. Refused where the shop's connection does not take it. */
export async function write(
  { apps, air }: Phones,
  app: PhoneApp,
  phone: DemoPhone,
  said: Omit<Wish, 'externalId'>,
): Promise<{ id: string }> {
  const { db, files } = air.platform
  const { picture, text, about, answers } = said
  const externalId = apps[app].newId()
  const kept = picture && { ...(await files.keep(picture.bytes)), mimeType: picture.mimeType, name: picture.mimeType }
  const held = { app, person: personIn(app, phone), externalId, isOutgoing: true, text, answers, state: 'sent', at: new Date() } as const
  // In the phone before it is told: what comes of it may come at once.
  await keepText(db, { ...held, files: kept ? [kept] : [], about: about?.kind === 'template' ? null : about })
  await taken(apps[app].write(phone, { ...said, externalId })).catch(async (error: unknown) => {
    await forgetText(db, app, externalId)
    throw error
  })
  await passOn(db, app, externalId, 'delivered')
  return { id: externalId }
}

/** Reacts to a message of the shop; null takes it back. */
export async function react({ apps, air }: Phones, phone: DemoPhone, text: KeptText, emoji: string | null): Promise<void> {
  const { react: tell } = apps[text.app]
  if (!tell || text.isOutgoing) throw cannot('NO_REACTION')
  await taken(tell(phone, text, emoji))
  await mark(air.platform.db, text.id, { reaction: emoji })
}

/** Takes a message of one's own back. */
export async function unsend({ apps, air }: Phones, phone: DemoPhone, text: KeptText): Promise<void> {
  const { unsend: tell } = apps[text.app]
  if (!tell || !text.isOutgoing || text.isUnsent) throw cannot('NOT_TAKEN_BACK')
  await taken(tell(phone, text))
  await mark(air.platform.db, text.id, { unsentAt: new Date() })
}

/** Looks at all that the shop wrote in an app. */
export async function look({ apps, air }: Phones, app: PhoneApp, phone: DemoPhone): Promise<void> {
  const { db } = air.platform
  const unread = (await listTexts(db, [personIn(app, phone)])).filter(
    (text) => text.app === app && !text.isOutgoing && text.state !== 'read',
  )
  const last = unread.at(-1)
  if (!last) return
  await passOn(db, app, last.externalId, 'read', true)
  for (const text of unread) await apps[app].read?.(phone, text)
}

async function taken(telling: Promise<number>): Promise<void> {
  const status = await telling.catch(() => 0)
  if (status < 200 || status >= 300) throw cannot('NOT_TAKEN', status ? String(status) : 'no answer')
}
