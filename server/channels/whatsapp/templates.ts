/** WhatsApp's templates: listed as we show them, and written as WhatsApp wants them filled in. */
import type { Template, TemplateVariable } from '../../../shared/templates.ts'
import type { Connected } from '../connected.ts'
import { type Fields, fieldsOf, listOf, textOf } from '../meta/read.ts'
import { callWhatsApp } from './graph.ts'

const mostPages = 20

/** All templates of the account, those first that can go out. */
export async function listTemplates(connection: Connected): Promise<Template[]> {
  const found: Template[] = []
  let after = ''
  for (let page = 0; page < mostPages; page++) {
    const answer = fieldsOf(
      await callWhatsApp<unknown>(connection, `/${connection.text('wabaId')}/message_templates`, {
        query: { fields: 'name,language,status,category,parameter_format,components', limit: '100', ...(after && { after }) },
      }),
    )
    found.push(...listOf(answer.data).map(templateOf))
    const paging = fieldsOf(answer.paging)
    after = paging.next ? textOf(fieldsOf(paging.cursors).after) : ''
    if (!after) break
  }
  return found.sort((one, other) => Number(one.whyNot !== null) - Number(other.whyNot !== null) || one.name.localeCompare(other.name))
}

const categories = { MARKETING: 'marketing', UTILITY: 'utility', AUTHENTICATION: 'authentication' } as const
/** What may stand above a template in place of a text. */
const headerFiles = { IMAGE: 'image', VIDEO: 'video', DOCUMENT: 'document' } as const
/** Buttons that need nothing of us. */
const plain = new Set(['QUICK_REPLY', 'PHONE_NUMBER', 'URL'])

/** A template as Meta lists it, as ours. */
export function templateOf(listed: Fields): Template {
  const parts = listOf(listed.components)
  const part = (type: string) => parts.find((one) => textOf(one.type).toUpperCase() === type) ?? {}
  const header = part('HEADER')
  const body = part('BODY')
  const buttons = listOf(part('BUTTONS').buttons)
  const category = categories[textOf(listed.category) as keyof typeof categories] ?? 'utility'
  const isFillable =
    category !== 'authentication' &&
    ['', 'TEXT', ...Object.keys(headerFiles)].includes(textOf(header.format)) &&
    buttons.every(({ type }) => plain.has(textOf(type))) &&
    parts.every(({ type }) => ['HEADER', 'BODY', 'FOOTER', 'BUTTONS'].includes(textOf(type).toUpperCase()))
  return {
    name: textOf(listed.name),
    language: textOf(listed.language),
    category,
    header: textOf(header.text) || null,
    body: textOf(body.text),
    footer: textOf(part('FOOTER').text) || null,
    headerFile: headerFiles[textOf(header.format) as keyof typeof headerFiles] ?? null,
    buttons: buttons.map(({ text, url }) => ({ title: textOf(text), url: textOf(url) || null })),
    variables: [
      ...variablesIn(textOf(header.text), 'header', fieldsOf(header.example)),
      ...variablesIn(textOf(body.text), 'body', fieldsOf(body.example)),
      ...buttons.flatMap((button, at) => variablesIn(textOf(button.url), 'button', { body_text: [button.example] }, at)),
    ],
    whyNot: textOf(listed.status) !== 'APPROVED' ? 'status' : isFillable ? null : 'media',
  }
}

function variablesIn(text: string, where: TemplateVariable['where'], example: Fields, button: number | null = null): TemplateVariable[] {
  const names = [...new Set([...text.matchAll(/\{\{\s*([\w.]+)\s*\}\}/g)].map(([, name = '']) => name))]
  const named = [...listOf(example.body_text_named_params), ...listOf(example.header_text_named_params)]
  const placed = [example.header_text, example.body_text].flat(2).filter((one) => one !== undefined)
  return names.map((name, at) => ({
    where,
    name,
    button,
    example: textOf(named.find((one) => textOf(one.param_name) === name)?.example) || textOf(placed[at]) || null,
  }))
}

/** The parts of a template message, with the values and the file above it in place. */
export function componentsOf({ variables, headerFile }: Template, values: string[], file?: { id: string; name: string }): object[] {
  const filled = variables.map((variable, at) => ({ ...variable, value: values[at] ?? '' }))
  const of = (where: TemplateVariable['where']) => filled.filter((one) => one.where === where)
  const parameter = ({ name, value }: { name: string; value: string }) => ({
    type: 'text',
    // A variable has a number or a name; only a name is told.
    ...(!/^\d+$/.test(name) && { parameter_name: name }),
    text: value,
  })
  const above = headerFile && file && { id: file.id, ...(headerFile === 'document' && { filename: file.name }) }
  return [
    ...(above ? [{ type: 'header', parameters: [{ type: headerFile, [headerFile]: above }] }] : []),
    ...(['header', 'body'] as const).flatMap((type) => (of(type).length > 0 ? { type, parameters: of(type).map(parameter) } : [])),
    ...of('button').map(({ button, value }) => ({
      type: 'button',
      sub_type: 'url',
      index: String(button ?? 0),
      parameters: [{ type: 'text', text: value }],
    })),
  ]
}
