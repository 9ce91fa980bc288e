/** What a customer does on the phone in a demo ticket, as the real thing would have it: taken in, told, and kept in the phone. */

import type { Content } from '../../shared/content.ts'
import { type Incoming, notMail } from '../channels/incoming.ts'
import type { Tx } from '../platform/db.ts'
import type { Platform } from '../platform/platform.ts'
import { applyNow } from '../tickets/facts.ts'
import { type DemoPhone, demoPhones, type PhoneApp, personIn, phoneApps, shopPhone } from './data/phones.ts'
import type { Besides, DemoTicket, Step } from './data/shapes.ts'
import type { Phones } from './phones/phones.ts'
import { type About, keepText, listTexts, mark, passAll } from './phones/texts.ts'
import { drawPicture } from './pictures.ts'

/** The phone on which a demo ticket is written; undefined: it is written elsewhere. */
export function phoneOfTicket({ channel, customer }: DemoTicket): { app: PhoneApp; phone: DemoPhone } | undefined {
  const app = phoneApps.find((one) => one === channel)
  const phone = demoPhones.find(({ key }) => key === customer)
  return app && phone && { app, phone }
}

interface Written {
  text: string
  besides: Besides | undefined
  /** When it was written; what the phone shows. */
  at: Date
}

/** The message as its channel would have read it. It stands in the phone from then on. */
export async function writtenOnPhone(
  { db, files }: Platform,
  { apps }: Phones,
  { app, phone }: { app: PhoneApp; phone: DemoPhone },
  { text, besides = {}, at }: Written,
): Promise<Incoming> {
  const externalId = apps[app].newId()
  const person = personIn(app, phone)
  const pictured = besides.picture ?? (besides.story && 'story')
  const kept = pictured && { ...(await files.keep(drawPicture(pictured))), name: `${pictured}.png`, mimeType: 'image/png' }
  const about: About | null = besides.story
    ? { kind: 'story', how: besides.story }
    : besides.place
      ? { kind: 'place', name: besides.place }
      : null
  await keepText(db, {
    ...{ app, person, externalId, isOutgoing: true, text, about, answers: null, state: 'read', at },
    files: kept && !besides.story ? [kept] : [],
  })
  // The provider's window is open while the past is played.
  apps[app].remember(person, new Date())
  const connection = await db
    .selectFrom('connections')
    .select('id')
    .where('channel', '=', app)
    .where('address', 'in', ours)
    .executeTakeFirst()
  return {
    ...notMail,
    channel: app,
    externalId,
    from: { kind: app === 'sms' ? 'phone' : app, value: person, name: phone.name, isVerified: true },
    text,
    preview: text.replace(/\s+/g, ' ').slice(0, 200),
    attachments: kept ? [{ ...kept, contentId: null, isInline: false }] : [],
    content: contentOf(besides),
    connectionId: connection?.id ?? null,
    payloadId: null,
    // Replies are played now: their window counts from here, and all of it moves to its time together.
    sentAt: new Date(),
  }
}

const ours = [shopPhone.sms.number, shopPhone.whatsapp.id, shopPhone.instagram.id]

function contentOf({ story, place }: Besides): Content | null {
  if (story) return { kind: 'story', how: story, url: null }
  return place ? { kind: 'place', latitude: 60.3913, longitude: 5.3221, name: place, address: null } : null
}

/** The customer looks at the answers, reacts to the last one, or takes back what they wrote last. */
export async function actOnPhone(
  tx: Tx,
  { app, phone }: { app: PhoneApp; phone: DemoPhone },
  step: Extract<Step, ['seen' | 'react' | 'unsend', ...unknown[]]>,
): Promise<void> {
  const texts = (await listTexts(tx, [personIn(app, phone)])).filter((text) => text.app === app && !text.isUnsent)
  const last = texts.findLast(({ isOutgoing }) => isOutgoing === (step[0] === 'unsend'))
  if (!last) return
  const { id, externalId } = last
  const at = new Date()
  const from = { channel: app, payloadId: null }
  if (step[0] === 'seen') {
    for (const state of app === 'sms' ? (['delivered'] as const) : (['delivered', 'read'] as const))
      await applyNow(tx, [{ kind: 'receipt', externalId, state, at }], from)
    await passAll(tx, app, personIn(app, phone))
  } else if (step[0] === 'react') {
    await applyNow(tx, [{ kind: 'reaction', externalId, emoji: step[2], at }], from)
    await mark(tx, id, { reaction: step[2] })
  } else {
    await applyNow(tx, [{ kind: 'unsent', externalId, at }], from)
    await mark(tx, id, { unsentAt: at })
  }
}
