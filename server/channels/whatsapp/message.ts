/** One message of WhatsApp, of the customer or of the shop's own app: what it says, and what it holds besides text. */
import type { Content } from '../../../shared/content.ts'
import type { AwaitedFile } from '../incoming.ts'
import { fileName } from '../meta/media.ts'
import { type Fields, fieldsOf, listOf, textOf } from '../meta/read.ts'

export interface Said {
  text: string
  content: Content | null
  awaited: AwaitedFile[]
}

const media = ['image', 'video', 'audio', 'document', 'sticker'] as const

/** Reads it by its type; a type that we do not know is kept and shown as such. */
export function saidIn(message: Fields): Said {
  const type = textOf(message.type)
  const kind = media.find((one) => one === type)
  if (kind) return { ...mediaIn(fieldsOf(message[kind]), kind), content: originOf(message) ?? (kind === 'sticker' ? { kind } : null) }
  const read = readers[type]?.(fieldsOf(message[type]), message)
  if (read) return { text: read.text ?? '', content: read.content ?? originOf(message), awaited: [] }
  return { text: '', content: { kind: 'unsupported', type: unknownType(message) }, awaited: [] }
}

function mediaIn(file: Fields, kind: string): Omit<Said, 'content'> {
  const id = textOf(file.id)
  const mimeType = textOf(file.mime_type) || 'application/octet-stream'
  const name = textOf(file.filename).slice(0, 200) || fileName(id, mimeType)
  return {
    text: textOf(file.caption),
    awaited: id ? [{ name, mimeType, reference: { mediaId: id, sha256: textOf(file.sha256), kind } }] : [],
  }
}

type Reader = (part: Fields, message: Fields) => Partial<Said> | undefined

const readers: Record<string, Reader> = {
  text: ({ body }) => ({ text: textOf(body) }),
  location: ({ latitude, longitude, name, address }) => {
    const place = { latitude: Number(latitude), longitude: Number(longitude), name: textOf(name) || null, address: textOf(address) || null }
    return Number.isFinite(place.latitude) && Number.isFinite(place.longitude) ? { content: { kind: 'place', ...place } } : undefined
  },
  contacts: (_, message) => ({ content: { kind: 'contacts', people: listOf(message.contacts).map(cardOf) } }),
  button: ({ payload, text }) => ({ text: textOf(text), content: { kind: 'choice', id: textOf(payload), title: textOf(text) } }),
  interactive: (part) => {
    const { id, title, name, body } = fieldsOf(part[textOf(part.type)])
    const said = textOf(title) || textOf(body) || textOf(name)
    return said ? { text: said, content: { kind: 'choice', id: textOf(id) || textOf(name), title: said } } : undefined
  },
  // The lines of a cart, in the catalogue's own words.
  order: ({ text, product_items }) => ({
    text: [
      textOf(text),
      ...listOf(product_items).map(
        (item) => `${textOf(item.quantity)} × ${textOf(item.product_retailer_id)} · ${textOf(item.item_price)} ${textOf(item.currency)}`,
      ),
    ]
      .filter(Boolean)
      .join('\n'),
  }),
}

function cardOf(card: Fields) {
  const { formatted_name, first_name, last_name } = fieldsOf(card.name)
  return {
    name: textOf(formatted_name) || [textOf(first_name), textOf(last_name)].filter(Boolean).join(' '),
    phones: listOf(card.phones).flatMap(({ phone, wa_id }) => textOf(phone) || textOf(wa_id) || []),
    emails: listOf(card.emails).flatMap(({ email }) => textOf(email) || []),
  }
}

/** The advertisement or product from which the message came. */
function originOf(message: Fields): Content | null {
  const referral = fieldsOf(message.referral)
  const source = textOf(referral.source_type) || (message.referral ? 'ad' : '')
  if (source)
    return { kind: 'origin', source, title: textOf(referral.headline) || textOf(referral.body) || null, url: webUrl(referral.source_url) }
  const product = textOf(fieldsOf(fieldsOf(message.context).referred_product).product_retailer_id)
  return product ? { kind: 'origin', source: 'product', title: product, url: null } : null
}

const webUrl = (url: unknown): string | null => (/^https?:\/\//.test(textOf(url)) ? textOf(url) : null)

const unknownType = (message: Fields): string => textOf(fieldsOf(message.unsupported).type) || textOf(message.type) || 'unknown'
