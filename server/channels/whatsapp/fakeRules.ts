/** What the Cloud API would refuse of a message to be sent, also what no schema of theirs catches. */
import { type Answer, graphError } from '../meta/fake.ts'
import { type Fields, fieldsOf, listOf, textOf } from '../meta/read.ts'

/** Why it refuses this message, or undefined. `templates` are those of the account, `files` those that it keeps, by their ids. */
export function objectionTo(message: Fields, templates: Fields[], files: ReadonlyMap<string, unknown>): Answer | undefined {
  const type = textOf(message.type)
  const part = fieldsOf(message[type])
  const bad = (details: string) =>
    graphError(400, 100, '(#100) Invalid parameter', { error_data: { messaging_product: 'whatsapp', details } })
  if (!textOf(message.to)) return bad('The parameter to is required.')
  if (!message[type]) return bad(`The parameter ${type} is required.`)
  if (type === 'text' && (!textOf(part.body) || textOf(part.body).length > 4096))
    return bad('Param text.body must be at most 4096 characters.')
  if (['image', 'video', 'audio', 'document'].includes(type)) {
    if (!files.has(textOf(part.id))) return bad('The media is not there.')
    if (textOf(part.caption).length > 1024) return bad('Param caption must be at most 1024 characters.')
    if (type === 'audio' && part.caption) return bad('Audio has no caption.')
  }
  if (type !== 'template') return undefined
  const template = templates.find(
    (one) => one.name === part.name && one.language === fieldsOf(part.language).code && one.status === 'APPROVED',
  )
  if (!template) return graphError(404, 132001, '(#132001) Template name does not exist in the translation')
  const asked = listOf(template.components)
    .flatMap((one) => (one.buttons ? listOf(one.buttons) : [one]))
    .reduce((sum, one) => sum + new Set(`${textOf(one.text)} ${textOf(one.url)}`.match(/\{\{\w+\}\}/g)).size, 0)
  const parameters = listOf(part.components).flatMap((one) => listOf(one.parameters))
  const above = textOf(
    listOf(template.components).find((one) => ['IMAGE', 'VIDEO', 'DOCUMENT'].includes(textOf(one.format)))?.format,
  ).toLowerCase()
  const media = parameters.filter(({ type }) => type !== 'text')
  if (media.length !== (above ? 1 : 0) || (above && !files.has(textOf(fieldsOf(media[0]?.[above]).id))))
    return graphError(400, 132012, '(#132012) Parameter format does not match format in the created template')
  const given = parameters.length - media.length
  return asked === given ? undefined : graphError(400, 132000, '(#132000) Number of parameters does not match')
}
