/** WhatsApp on the demo's phones, by a fake of the Cloud API. */
import { randomUUID } from 'node:crypto'
import { fillTemplate, textOfTemplate } from '../../../shared/templates.ts'
import { type Fields, fieldsOf, listOf, textOf } from '../../channels/meta/read.ts'
import { startFakeWhatsApp } from '../../channels/whatsapp/fake.ts'
import { identityOf, toOf } from '../../channels/whatsapp/person.ts'
import { templateOf } from '../../channels/whatsapp/templates.ts'
import { shopPhone } from '../data/phones.ts'
import { demoTemplates } from '../data/templates.ts'
import type { Air } from './air.ts'
import type { App, Wish } from './app.ts'
import { type About, type PhoneText, passOn, whoHas } from './texts.ts'

/** Starts the fake, and puts what it is handed into the phones. */
export async function openWhatsApp(air: Air): Promise<App> {
  const { db, files } = air.platform
  const fake = await startFakeWhatsApp(shopPhone.whatsapp)
  fake.tellsStatuses = false
  fake.templates = demoTemplates

  fake.onSent = async (id, message) => {
    const type = textOf(message.type)
    const part = fieldsOf(message[type])
    const shown = type === 'template' ? shownTemplate(part) : { text: type === 'text' ? textOf(part.body) : textOf(part.caption) }
    const file = fake.fileOf(type === 'template' ? pictureOf(part) : textOf(part.id))
    const kept = file && { ...(await files.keep(file.bytes)), mimeType: file.mimeType, name: textOf(part.filename) || type }
    const answers = textOf(fieldsOf(message.context).message_id) || null
    await air.arrive('whatsapp', identityOf(textOf(message.to)), id, { ...shown, files: kept ? [kept] : [], answers })
    air.deliver('whatsapp', id, async () => {
      for (const status of ['sent', 'delivered']) await fake.status(id, status)
    })
  }
  fake.onRead = (id, isTyping) => {
    const look = async () => {
      await passOn(db, 'whatsapp', id, 'read', true)
      const person = isTyping && (await whoHas(db, 'whatsapp', id))
      if (person) air.types('whatsapp', person)
    }
    air.quietly(look())
  }

  const tell = async (phone: { name: string; number: string }, message: Fields) => {
    await fake.write(toOf(phone.number), message, { name: phone.name })
    return fake.lastTold
  }
  return {
    url: fake.url,
    abouts: ['place', 'contact', 'poll', 'template'],
    newId: () => `wamid.${randomUUID()}`,
    write: (phone, wish) => tell(phone, { id: wish.externalId, ...said(wish, fake.keepFile), ...contextOf(wish.answers) }),
    react: (phone, { externalId }, emoji) =>
      tell(phone, { type: 'reaction', reaction: { message_id: externalId, ...(emoji && { emoji }) } }),
    unsend: (phone, { externalId }) => tell(phone, { type: 'revoke', revoke: { original_message_id: externalId } }),
    async read(_, { externalId }) {
      await fake.status(externalId, 'read')
      return fake.lastTold
    },
    remember: (person, at) => fake.remember(toOf(person), at.getTime()),
    tellTo(url) {
      fake.webhookUrl = air.local(url)
    },
    close: fake.close,
  }
}

const contextOf = (answers: string | null) => (answers ? { context: { from: shopPhone.whatsapp.display, id: answers } } : {})

function said({ text, picture, about }: Wish, keepFile: (bytes: Buffer, mimeType: string) => string): Fields {
  if (picture) {
    const image = { id: keepFile(picture.bytes, picture.mimeType), mime_type: picture.mimeType, ...(text && { caption: text }) }
    return { type: 'image', image }
  }
  if (about?.kind === 'place') return { type: 'location', location: { latitude: 60.3913, longitude: 5.3221, name: about.name } }
  if (about?.kind === 'contact') {
    const phones = [{ phone: '+46 70 174 06 99', type: 'CELL' }]
    return { type: 'contacts', contacts: [{ name: { formatted_name: about.name }, phones }] }
  }
  // What the Cloud API does not hand on is told as something that it does not hand on.
  if (about?.kind === 'poll')
    return {
      type: 'unsupported',
      errors: [{ code: 131051, title: 'Message type unknown', message: 'Message type unknown' }],
      unsupported: { type: 'poll' },
    }
  if (about?.kind === 'template') return { type: 'button', button: { payload: text, text } }
  return { type: 'text', text: { body: text } }
}

const componentsOf = (part: Fields) => listOf(part.components)

/** A template message as it reads on the phone. */
function shownTemplate(part: Fields): Pick<PhoneText, 'text' | 'about'> {
  const listed = demoTemplates.find(({ name, language }) => name === part.name && language === fieldsOf(part.language).code)
  const values = componentsOf(part).flatMap(({ parameters }) =>
    listOf(parameters).flatMap(({ type, text }) => (type === 'text' ? textOf(text) : [])),
  )
  const filled = fillTemplate(templateOf(listed ?? {}), values)
  const buttons = filled.buttons.map(({ title, url }) => ({ title, isReply: url === null }))
  const about: About | null = buttons.length > 0 ? { kind: 'template', buttons } : null
  return { text: [textOfTemplate(filled), filled.footer].filter(Boolean).join('\n\n'), about }
}

/** The id of the picture above a template. */
const pictureOf = (part: Fields): string =>
  componentsOf(part)
    .flatMap(({ parameters }) => listOf(parameters))
    .map(({ image }) => textOf(fieldsOf(image).id))
    .find(Boolean) ?? ''
