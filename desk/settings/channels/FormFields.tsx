/** The fields that a channel asks for, drawn from its form. */
import { NativeSelect, Switch, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { spoken } from '../../i18n.ts'
import { KeywordsField } from './KeywordsField.tsx'
import { SecretField } from './SecretField.tsx'
import { type ChannelForm, type FormField, type Label, nameKey, type Value, type Values } from './shapes.ts'

interface Props {
  form: ChannelForm
  wish: Values
  /** Why the server refuses a field, by its key. */
  problems: Record<string, string>
  /** Which secrets are set already. */
  set?: readonly string[]
  onChange: (fields: Values) => void
}

export function FormFields({ form, wish, problems, set = [], onChange }: Props) {
  const { t } = useTranslation()
  return (
    <>
      <TextInput
        label={t('channels.name')}
        description={t('channels.nameWhy')}
        autoComplete="off"
        maxLength={120}
        error={problems.name}
        value={String(wish[nameKey] ?? '')}
        onChange={(event) => onChange({ [nameKey]: event.currentTarget.value })}
      />
      {form.fields
        .filter(({ when }) => !when || when.is.includes(String(wish[when.key] ?? '')))
        .map((field) => (
          <Field
            key={field.key}
            field={field}
            value={wish[field.key] ?? null}
            problem={problems[field.key]}
            isSet={set.includes(field.key)}
            onChange={(value) => onChange({ [field.key]: value })}
          />
        ))}
    </>
  )
}

interface FieldProps {
  field: FormField
  value: Value
  problem: string | undefined
  isSet: boolean
  onChange: (value: Value) => void
}

const types: Partial<Record<FormField['kind'], string>> = { phone: 'tel', email: 'email', number: 'number' }

function Field({ field, value, problem, isSet, onChange }: FieldProps) {
  const { t } = useTranslation()
  const said = (label: Label) => label[spoken()]
  const { key, kind, isNeeded, choices = [] } = field
  const label = isNeeded ? said(field.label) : t('channels.ifYouLike', { label: said(field.label) })
  const shared = { label, description: field.help && said(field.help), error: problem }
  if (kind === 'secret') return <SecretField {...shared} name={key} value={String(value ?? '')} isSet={isSet} onChange={onChange} />
  if (kind === 'keywords')
    return <KeywordsField label={said(field.label)} problem={problem} keywords={Array.isArray(value) ? value : []} onChange={onChange} />
  if (kind === 'yes_no')
    return (
      <Switch {...shared} label={said(field.label)} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />
    )
  if (kind === 'choice')
    return (
      <NativeSelect
        {...shared}
        data={choices.map((choice) => ({ value: choice.value, label: said(choice.label) }))}
        value={String(value ?? '')}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    )
  const Input = kind === 'long_text' ? Textarea : TextInput
  return (
    <Input
      {...shared}
      {...(kind === 'long_text' ? { autosize: true, minRows: 3, maxRows: 10 } : { type: types[kind] ?? 'text' })}
      autoComplete="off"
      aria-required={isNeeded}
      value={String(value ?? '')}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
