/** A channel's form: what was typed into it is read here, each field by its kind, with the channel's own objections. */
import { type FormField, Keyword, type Label, type Values } from '../../shared/connections.ts'
import { type RefusalCode, reason } from '../../shared/refusals.ts'
import { readPhone } from '../customers/phone.ts'
import { refused } from '../platform/errors.ts'
import type { Channel } from './channel.ts'

/** The label of what a vendor calls the same in every language. */
export const same = (word: string): Label => ({ en: word, nl: word, es: word, sv: word })

/** The fields of a form, apart: `secrets` are to be sealed, `address` is what customers write to. */
export interface Filled {
  address: string
  settings: Values
  secrets: Record<string, string>
}

/**
 * Checks the values against the form; `before` stands for what is left out. Refuses with a code and, as `field`, the key of the
 * field that it is about. What the form does not ask is refused too.
 */
export function readForm(form: NonNullable<Channel['form']>, values: Values, before?: Filled): Filled {
  const unknown = Object.keys(values).find((key) => !form.fields.some((field) => field.key === key))
  if (unknown) throw refuseField(unknown, 'field_unknown', { field: unknown })
  const filled: Filled = { address: '', settings: {}, secrets: {} }
  for (const field of form.fields) {
    // What is not asked is kept for the day when it is asked again.
    const isAsked = !field.when || field.when.is.includes(String(filled.settings[field.when.key] ?? ''))
    const given = field.key in values ? values[field.key] : beforeOf(field, before)
    const value = readField(isAsked ? field : { ...field, isNeeded: false }, given ?? null)
    if (field.kind === 'secret') {
      if (value) filled.secrets[field.key] = String(value)
    } else if (field.isAddress) filled.address = String(value)
    else filled.settings[field.key] = value
  }
  const objection = form.refuse?.({ ...filled.settings, ...filled.secrets, ...addressOf(form, filled) })
  if (objection) throw refused(reason(objection.code, objection.values), { field: objection.field })
  return filled
}

const addressOf = (form: NonNullable<Channel['form']>, { address }: Filled): Values =>
  Object.fromEntries(form.fields.filter(({ isAddress }) => isAddress).map(({ key }) => [key, address]))

function beforeOf({ key, kind, isAddress, initial }: FormField, before?: Filled): Values[string] | undefined {
  if (!before) return initial
  if (kind === 'secret') return before.secrets[key]
  return isAddress ? before.address : before.settings[key]
}

function readField(field: FormField, given: Values[string]): Values[string] {
  const text = typeof given === 'string' ? given.trim() : given
  if (text === null || text === '') {
    if (field.isNeeded) throw refuseField(field.key, 'field_needed')
    return field.kind === 'yes_no' ? false : field.kind === 'keywords' ? [] : null
  }
  const read = readers[field.kind](text, field)
  if (read === undefined) throw refuseField(field.key, `field_${field.kind}`)
  return read
}

const asText = (value: NonNullable<Values[string]>) => (typeof value === 'string' ? value : undefined)

/** By kind of field; undefined: it is no such thing. */
const readers: Record<FormField['kind'], (value: NonNullable<Values[string]>, field: FormField) => Values[string] | undefined> = {
  text: asText,
  long_text: asText,
  secret: asText,
  phone: (value) => readPhone(String(value)),
  email: (value) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(String(value)) ? String(value).toLowerCase() : undefined),
  number: (value) => (Number.isFinite(Number(value)) && value !== true ? Number(value) : undefined),
  yes_no: (value) => (typeof value === 'boolean' ? value : undefined),
  choice: (value, { choices = [] }) => (choices.some((choice) => choice.value === value) ? value : undefined),
  keywords: (value) => {
    const read = Keyword.array().safeParse(value)
    if (!read.success) return undefined
    const words = read.data.map(({ word }) => word.toLowerCase())
    return new Set(words).size === words.length ? read.data : undefined
  },
}

const refuseField = (field: string, code: RefusalCode, values?: Record<string, string>) => refused(reason(code, values), { field })
