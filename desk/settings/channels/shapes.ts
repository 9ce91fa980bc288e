/** What the pages of channels are drawn from. */
import type { JsonifiedValue } from '@orpc/openapi-client'
import type { ChannelForm, Connection as ConnectionShape, FormField, Label, Values } from '../../../shared/connections.ts'

export type Connection = JsonifiedValue<ConnectionShape>
export type { ChannelForm, FormField, Label, Values }
export type Value = Values[string]

/** The name that the team gives it stands beside the fields of the form, under a key that is no field's. */
export const nameKey = 'connection.name'

/** Which of its fields are kept nowhere but on the screen before they are saved. */
export const isSecretOf = (form: ChannelForm) => (key: string) => form.fields.some((field) => field.key === key && field.kind === 'secret')

const empty: Record<FormField['kind'], Value> = {
  text: '',
  long_text: '',
  phone: '',
  email: '',
  secret: '',
  number: '',
  yes_no: false,
  choice: '',
  keywords: [],
}

/** What stands in each field: as it is saved, or as the form begins. Secrets are never handed out, so theirs are empty. */
export function standing({ fields }: ChannelForm, connection?: Connection): Values {
  const values = fields.map(({ key, kind, isAddress, initial, choices }) => {
    const saved = connection && (isAddress ? connection.address : connection.settings[key])
    const first = kind === 'choice' ? (choices?.[0]?.value ?? '') : empty[kind]
    return [key, (kind === 'secret' ? '' : (saved ?? (connection ? undefined : initial))) ?? first]
  })
  return { [nameKey]: connection?.name ?? '', ...Object.fromEntries(values) }
}

/** What is sent: the fields without the name, and no secret that was left as it is. */
export function filled({ fields }: ChannelForm, wish: Values): Values {
  return Object.fromEntries(
    fields.flatMap(({ key, kind }) => (kind === 'secret' && !wish[key] ? [] : [[key, wish[key] === '' ? null : (wish[key] ?? null)]])),
  )
}

/** The steps at the vendor's that what is set asks for. */
export const stepsFor = ({ steps }: ChannelForm, { settings }: Connection): Label[] =>
  steps.filter(({ when }) => !when || when.is.includes(String(settings[when.key] ?? '')))
