/** Text, numbers and durations: what is typed counts a moment later, so that the list does not follow every letter. */
import { NativeSelect, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FilterValue } from '../../shared/filter.ts'
import type { Condition } from '../api.ts'
import { valuesOf } from './choices.ts'
import { bestUnit, type DurationUnit, inUnits, unitsOf } from './durations.ts'
import styles from './FilterBuilder.module.css'

interface Props {
  condition: Condition
  label: string
  value: FilterValue | undefined
  onChange: (value: FilterValue) => void
}

/** Milliseconds after the last letter. */
const pause = 300

export function TypedValue({ condition, label, value, onChange }: Props) {
  const { t } = useTranslation()
  const isText = condition.kind === 'text'
  const units = unitsOf(condition)
  const [unit, setUnit] = useState<DurationUnit | undefined>(() => bestUnit(units, value))
  const shown = (of: FilterValue | undefined) => (unit && typeof of === 'number' ? String(inUnits(of, unit)) : valuesOf(of).join(', '))
  const [typed, setTyped] = useState(shown(value))
  const meant: FilterValue = isText || typed === '' ? typed : Number(typed) * (unit?.size ?? 1)
  // Changed from elsewhere, by the text of the filter say: then that is what stands here.
  const [known, setKnown] = useState(value)
  if (JSON.stringify(known) !== JSON.stringify(value)) {
    setKnown(value)
    if (meant !== value && !(Array.isArray(value) && typed === shown(value))) setTyped(shown(value))
  }
  useEffect(() => {
    if (meant === value || (meant === '' && value === undefined) || (typeof meant === 'number' && Number.isNaN(meant))) return
    if (Array.isArray(value) && typed === value.join(', ')) return
    const timer = setTimeout(() => onChange(meant), pause)
    return () => clearTimeout(timer)
  }, [typed, meant, value, onChange])
  return (
    <div className={styles.typed}>
      <TextInput
        size="xs"
        flex={1}
        type={isText ? 'text' : 'number'}
        step="any"
        data-autofocus
        aria-label={label}
        placeholder={isText ? t('filter.typeText') : undefined}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {unit && (
        <NativeSelect
          size="xs"
          aria-label={t('filter.unitOf', { field: label })}
          value={unit.name}
          data={units.map(({ name }) => ({ value: name, label: t(`filter.unit.${name}`) }))}
          onChange={(event) => setUnit(units.find(({ name }) => name === event.currentTarget.value) ?? unit)}
        />
      )}
    </div>
  )
}
