/** Messages of ours go out by WhatsApp. */
import type { Platform } from '../../platform/platform.ts'
import type { Connected } from '../connected.ts'
import { GraphRefusal } from '../meta/graph.ts'
import { fieldsOf, listOf, textOf } from '../meta/read.ts'
import { type Outgoing, PermanentFailure, type Sent } from '../outgoing.ts'
import { waitForWord } from '../uncertain.ts'
import { callWhatsApp } from './graph.ts'
import { toOf } from './person.ts'
import { failureWords } from './receipt.ts'
import { componentsOf } from './templates.ts'

export const mostCharacters = 4096
export const mostCaption = 1024

const megabyte = 1024 * 1024
/** What WhatsApp shows as it is, and up to which size; all else goes as a document. */
export const shown = [
  { type: 'image', mimeTypes: ['image/jpeg', 'image/png'], most: 5 * megabyte, hasText: true },
  { type: 'video', mimeTypes: ['video/mp4', 'video/3gpp'], most: 16 * megabyte, hasText: true },
  { type: 'audio', mimeTypes: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'], most: 16 * megabyte, hasText: false },
]

/** How a file goes out. */
const kindOf = ({ mimeType, size }: { mimeType: string; size: number }) =>
  // A type may name its codecs behind it.
  shown.find(({ mimeTypes, most }) => mimeTypes.includes(mimeType.split(';')[0]?.trim() ?? '') && size <= most) ?? {
    type: 'document',
    hasText: true,
  }

/**
 * Sends a message. WhatsApp has no word for "the same again", so a call without an answer is not repeated before its status,
 * which carries our id, had time to come.
 */
export async function send(platform: Platform, outgoing: Outgoing): Promise<Sent> {
  const { connection, to, messageId, answers } = outgoing
  if (!connection) throw new PermanentFailure('The number that the customer wrote to is not connected any more.')
  waitForWord(outgoing)
  const what = await partOf(platform, connection, outgoing)
  return post(connection, to.value, {
    ...what,
    ...(answers && { context: { message_id: answers } }),
    biz_opaque_callback_data: messageId,
  })
}

/** Says a short text outside of any ticket. */
export const say = (_: Platform, connection: Connected, to: string, text: string): Promise<Sent> => post(connection, to, textPart(text))

/** Tells the customer that their messages up to this one were read; with `isTyping` also that an answer is being written. */
export async function tellRead(connection: Connected, messageId: string, isTyping: boolean): Promise<void> {
  await callWhatsApp(connection, `/${connection.address}/messages`, {
    json: {
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: messageId,
      ...(isTyping && { typing_indicator: { type: 'text' } }),
    },
  })
}

const textPart = (body: string) => ({ type: 'text', text: { preview_url: false, body } })

async function partOf(platform: Platform, connection: Connected, { text, content, template, attachments }: Outgoing): Promise<object> {
  if (content?.kind === 'template') {
    if (!template) throw new PermanentFailure(`The template “${content.name}” is not there any more.`)
    const { name, language, values } = content
    const [above] = template.headerFile ? attachments : []
    const components = componentsOf(template, values, above && { id: await upload(platform, connection, above), name: above.name })
    return { type: 'template', template: { name, language: { code: language }, ...(components.length > 0 && { components }) } }
  }
  const [file, more] = attachments
  if (!file) {
    if (text.length > mostCharacters)
      throw new PermanentFailure(`A message has at most ${mostCharacters} characters; this one has ${text.length}.`)
    return textPart(text)
  }
  if (more) throw new PermanentFailure('One file goes with a message.')
  const { type, hasText } = kindOf(file)
  const id = await upload(platform, connection, file)
  return { type, [type]: { id, ...(hasText && text.trim() && { caption: text }), ...(type === 'document' && { filename: file.name }) } }
}

async function upload(platform: Platform, connection: Connected, file: Outgoing['attachments'][number]): Promise<string> {
  const bytes = Buffer.concat(await platform.files.read(file.file).toArray())
  const form = new FormData()
  form.set('messaging_product', 'whatsapp')
  form.set('type', file.mimeType)
  form.set('file', new File([bytes], file.name, { type: file.mimeType }))
  const { id } = fieldsOf(await callWhatsApp<unknown>(connection, `/${connection.address}/media`, { form }))
  return textOf(id)
}

async function post(connection: Connected, to: string, what: object): Promise<Sent> {
  try {
    const answer = await callWhatsApp<unknown>(connection, `/${connection.address}/messages`, {
      sends: true,
      json: { messaging_product: 'whatsapp', recipient_type: 'individual', to: toOf(to), ...what },
    })
    const [message = {}] = listOf(fieldsOf(answer).messages)
    return { externalId: textOf(message.id), state: 'sent', answer: textOf(message.message_status) || 'accepted' }
  } catch (error) {
    if (error instanceof GraphRefusal) throw new PermanentFailure(failureWords(error.code, error.message.replace(/^WhatsApp \d+: /, '')))
    throw error
  }
}
