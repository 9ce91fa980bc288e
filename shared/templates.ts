/** Templates: texts that a channel's vendor has approved, which may go out where free text may not. */
import { z } from 'zod'
import { mayCall, team } from './who.ts'

/** A place in a template to be filled in: where it stands, and what it is called there (`1`, `2` …, or a name). */
export const TemplateVariable = z.object({
  where: z.enum(['header', 'body', 'button']),
  name: z.string(),
  /** The button it belongs to, by its place. */
  button: z.number().int().nullable(),
  example: z.string().nullable(),
})
export type TemplateVariable = z.infer<typeof TemplateVariable>

export const Template = z.object({
  name: z.string(),
  /** As the vendor writes it: `en_US`, `nl`. */
  language: z.string(),
  category: z.enum(['marketing', 'utility', 'authentication']),
  /** Texts with their variables as `{{1}}` or `{{name}}`. */
  header: z.string().nullable(),
  body: z.string(),
  footer: z.string().nullable(),
  /** What stands above it in place of a text: a file, to be sent with it. */
  headerFile: z.enum(['image', 'video', 'document']).nullable().default(null),
  buttons: z.array(z.object({ title: z.string(), url: z.string().nullable() })),
  /** In the order in which their values are given. */
  variables: z.array(TemplateVariable),
  /** Why it cannot go out from here: the vendor has not approved it (`status`), or it holds what we cannot fill (`media`). */
  whyNot: z.enum(['status', 'media', 'consent']).nullable(),
})
export type Template = z.infer<typeof Template>

/** Which template, and the values of its variables in their order. */
export const TemplateChoice = z.object({
  name: z.string().min(1).max(512),
  language: z.string().min(1).max(20),
  values: z.array(z.string().trim().max(1024)).max(40).default([]),
})
export type TemplateChoice = z.infer<typeof TemplateChoice>

/** A template with its values in place; `missing` are the variables that have none. */
export interface FilledTemplate {
  header: string | null
  body: string
  footer: string | null
  buttons: { title: string; url: string | null }[]
  missing: TemplateVariable[]
}

/** Puts the values in place; what has none stays as it stands. */
export function fillTemplate(template: Template, values: string[]): FilledTemplate {
  const { variables } = template
  const put = (text: string, where: TemplateVariable['where'], button: number | null = null) =>
    text.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (all, name: string) => {
      const at = variables.findIndex((one) => one.where === where && one.name === name && one.button === button)
      return values[at]?.trim() || all
    })
  return {
    header: template.header && put(template.header, 'header'),
    body: put(template.body, 'body'),
    footer: template.footer,
    buttons: template.buttons.map(({ title, url }, at) => ({ title, url: url && put(url, 'button', at) })),
    missing: variables.filter((_, at) => !values[at]?.trim()),
  }
}

/** A filled template as one text, as the thread shows it. */
export const textOfTemplate = ({ header, body, footer }: FilledTemplate): string =>
  [header, body, footer].flatMap((part) => part ?? []).join('\n\n')

const OfTicket = z.object({ ticketId: z.uuid() })

export const templates = {
  list: mayCall(team)
    .route({ method: 'GET', path: '/tickets/{ticketId}/templates', summary: 'The templates that a reply on this ticket can be made of' })
    .input(
      OfTicket.extend({ isFresh: z.coerce.boolean().default(false).describe('Ask the vendor now, and not what it said a while ago.') }),
    )
    // `isOld`: the vendor could not be asked, and this is what it said before.
    .output(z.object({ templates: z.array(Template), readAt: z.coerce.date().nullable(), isOld: z.boolean() })),
  preview: mayCall(team)
    .route({ method: 'POST', path: '/tickets/{ticketId}/templates/preview', summary: 'A template with its values in place' })
    .input(OfTicket.extend(TemplateChoice.shape))
    .output(
      z.object({
        header: z.string().nullable(),
        body: z.string(),
        footer: z.string().nullable(),
        buttons: z.array(z.object({ title: z.string(), url: z.string().nullable() })),
        missing: z.array(TemplateVariable),
      }),
    ),
}
