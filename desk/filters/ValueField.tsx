/** Asks for the value of a test, by the kind of its condition. */
import { MultiSelect, SegmentedControl, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FilterValue } from '../../shared/filter.ts'
import type { Condition } from '../api.ts'
import styles from './FilterBuilder.module.css'
import { choiceName, shortName, unitName } from './say.ts'

interface Props {
  condition: Condition
  value: FilterValue | undefined
  onChange: (value: FilterValue) => void
}

/** Up to this many choices all stand open, one press each. */
const mostOpenChoices = 8

const listOf = (value: FilterValue | undefined): string[] =>
  (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]).map(String)

export function ValueField({ condition, value, onChange }: Props) {
  const { t } = useTranslation()
  const label = shortName(condition)
  if (condition.kind === 'yes_no')
    return (
      <SegmentedControl
        size="xs"
        aria-label={label}
        value={value === false ? 'no' : 'yes'}
        data={[
          { value: 'yes', label: t('filter.yes') },
          { value: 'no', label: t('filter.no') },
        ]}
        onChange={(chosen) => onChange(chosen === 'yes')}
      />
    )
  if (condition.kind !== 'choice') return <TypedValue condition={condition} value={value} onChange={onChange} />
  const choices = (condition.choices ?? []).map((choice) => ({ value: choice.value, label: choiceName(condition, choice.value) }))
  const chosen = listOf(value)
  if (choices.length > mostOpenChoices)
    return (
      <MultiSelect
        searchable
        aria-label={label}
        placeholder={chosen.length === 0 ? t('filter.choose') : undefined}
        data={choices}
        value={chosen}
        onChange={onChange}
        nothingFoundMessage={t('palette.nothing')}
        comboboxProps={{ withinPortal: false }}
      />
    )
  const toggle = (one: string) =>
    onChange(choices.map((choice) => choice.value).filter((other) => (other === one ? !chosen.includes(one) : chosen.includes(other))))
  return (
    <fieldset className={styles.choices} aria-label={label}>
      {choices.map((choice) => (
        <label key={choice.value} className={styles.choice} data-field={condition.field} data-value={choice.value}>
          <input type="checkbox" checked={chosen.includes(choice.value)} onChange={() => toggle(choice.value)} />
          {choice.label}
        </label>
      ))}
    </fieldset>
  )
}

/** Text and numbers: what is typed counts a moment later, so that the list does not follow every letter. */
function TypedValue({ condition, value, onChange }: Props) {
  const { t } = useTranslation()
  const isText = condition.kind === 'text'
  const [typed, setTyped] = useState(listOf(value).join(', '))
  useEffect(() => {
    const meant = isText ? typed : typed === '' ? '' : Number(typed)
    if (meant === value || (meant === '' && value === undefined) || Number.isNaN(meant)) return
    const timer = setTimeout(() => onChange(meant), 300)
    return () => clearTimeout(timer)
  }, [typed, isText, value, onChange])
  return (
    <TextInput
      size="xs"
      type={isText ? 'text' : 'number'}
      step="any"
      aria-label={shortName(condition)}
      placeholder={isText ? t('filter.typeText') : undefined}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      rightSection={unitName(condition) ? <span className="quiet">{unitName(condition)}</span> : undefined}
      rightSectionWidth={72}
    />
  )
}
