/**
 * Fills the variables of a macro or signature, written in Liquid as merchants know it from their shop. What has no value is
 * never left blank: it stays as it was written and is named, so that it can be marked and must be filled in by hand.
 */

import { Liquid, Output, type Template } from 'liquidjs'
import { type Reason, reason } from '../../shared/refusals.ts'
import { cleanOwnHtml } from '../channels/email/html.ts'
import { messageOf, refused } from '../platform/errors.ts'
import { type MacroValues, variableNames } from './macroValues.ts'

const liquid = new Liquid({
  strictFilters: true,
  ownPropertyOnly: true,
  // Nothing is read from the disk, and nobody's loop holds the server.
  templates: {},
  parseLimit: 200_000,
  renderLimit: 200,
  memoryLimit: 2_000_000,
})
for (const tag of ['include', 'render', 'layout', 'block', 'liquid', 'echo', 'increment', 'decrement', 'cycle', 'tablerow'])
  delete liquid.tags[tag]

export interface Filled {
  html: string
  /** The variables without a value, each once. */
  missing: string[]
}

/** Fills the HTML of a template. Throws UNPROCESSABLE where it is no sound Liquid. */
export function fill(template: string, values: MacroValues): Filled {
  const missing = new Set<string>()
  const kept: string[] = []
  const keep = (text: string) => `\ue000${kept.push(text) - 1}\ue001`
  const render = (text: string, unfilled: (source: string) => string, shown: (value: string) => string) => {
    const parts = parse(text)
    mark(
      parts,
      (source, name) => {
        missing.add(name)
        return keep(unfilled(source))
      },
      shown,
    )
    return renderParts(parts, values)
  }
  // An address in a link is filled as it stands; one without its value is left to be seen and mended.
  const linked = plainInside(template).replace(/href="([^"]*\{[{%][^"]*)"/g, (_, href: string) =>
    keep(
      `href="${escapeHtml(
        render(
          href.replaceAll('&amp;', '&'),
          (source) => source,
          (value) => value,
        ),
      ).replace(/\ue000(\d+)\ue001/g, (_all, at) => kept[at] ?? '')}"`,
    ),
  )
  const html = render(linked, (source) => `<mark data-missing="${escapeHtml(nameIn(source))}">${escapeHtml(source)}</mark>`, escapeHtml)
  return { html: restored(html, kept), missing: [...missing] }
}

/** The first thing wrong with a template; undefined: sound, and it names only variables that there are. */
export function problemOf(template: string): Reason | undefined {
  try {
    const named = liquid.globalFullVariablesSync(liquid.parse(plainInside(template)))
    const unknown = named.find((name) => !variableNames.includes(name))
    return unknown === undefined ? undefined : reason('variable_unknown', { variable: unknown })
  } catch (error) {
    return reason('text_unreadable', { why: messageOf(error) })
  }
}

/** Sanitises a template. A link may have a variable as its address; what that turns out to be is sanitised once filled. */
export function cleanTemplate(html: string): string {
  const marker = 'https://variable.invalid/'
  const held = plainInside(html).replace(
    /href="\s*(\{\{[^"<>]{1,300}\}\})\s*"/g,
    (_, inside: string) => `href="${marker}${Buffer.from(inside).toString('base64url')}"`,
  )
  return cleanOwnHtml(held).replace(/https:\/\/variable\.invalid\/([\w-]+)/g, (_, inside: string) =>
    escapeHtml(Buffer.from(inside, 'base64url').toString()),
  )
}

/** The variables that stand unfilled in a text that is about to be sent. */
export function unfilledIn(text: string): string[] {
  const found = new Set<string>()
  for (const [source] of plainInside(text).matchAll(/\{\{[^{}]{1,300}\}\}/g)) {
    const name = nameIn(source)
    if (variableNames.includes(name)) found.add(name)
  }
  return [...found]
}

const nameIn = (source: string) => /[a-z]+\.[a-z_]+/.exec(source)?.[0] ?? source.replace(/[{}]/g, '').trim()

function parse(text: string): Template[] {
  try {
    return liquid.parse(text)
  } catch (error) {
    throw refused(reason('text_unreadable', { why: messageOf(error) }))
  }
}

function renderParts(parts: Template[], values: MacroValues): string {
  const scope: Record<string, Record<string, string>> = {}
  for (const [name, value] of values) {
    const [group = '', key = ''] = name.split('.')
    scope[group] = { ...scope[group], [key]: value }
  }
  try {
    return String(liquid.renderSync(parts, scope))
  } catch (error) {
    throw refused(reason('text_unfillable', { why: messageOf(error) }))
  }
}

/** Every output writes its value escaped, or, where it has none, what `unfilled` makes of it. */
function mark(parts: Template[], unfilled: (source: string, name: string) => string, shown: (value: string) => string): void {
  for (const part of parts) {
    if (part instanceof Output) {
      const source = part.token.getText()
      part.render = function* (context, emitter) {
        const value: unknown = yield part.value.value(context, false)
        const text = value === undefined || value === null ? '' : String(value)
        emitter.write(text.trim() === '' ? unfilled(source, nameIn(source)) : shown(text))
      }
    }
    // Templates never load others here, so the first step is the last.
    const inner = 'children' in part ? part.children?.(false, true).next() : undefined
    if (inner?.done) mark(inner.value, unfilled, shown)
  }
}

const delimited = /\{\{[^{}]{0,2000}\}\}|\{%[^{}]{0,2000}%\}/g
const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&nbsp;': ' ' }

/** An editor writes `&gt;` and puts its tags also inside of `{{ … }}`; there they are no part of the text. */
const plainInside = (html: string) =>
  html.replace(delimited, (inside) =>
    inside.replace(/<[^<>]{0,500}>/g, '').replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (entity) => entities[entity] ?? entity),
  )

const restored = (html: string, kept: string[]) => html.replace(/\ue000(\d+)\ue001/g, (_, at) => kept[Number(at)] ?? '')

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? '')
