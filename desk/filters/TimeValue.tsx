/** Asks for a time: a day by its name or date, or so long before or after now. */
import { NativeSelect, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FilterValue } from '../../shared/filter.ts'
import { readTime } from '../../shared/filterTimes.ts'
import type { Condition } from '../api.ts'
import styles from './FilterBuilder.module.css'

interface Props {
  condition: Condition
  label: string
  value: FilterValue | undefined
  /** A whole day is asked for, not a moment. */
  isDay?: boolean
  onChange: (value: FilterValue) => void
}

const near = ['today', 'yesterday', 'tomorrow'] as const
const units = { d: 'days', h: 'hours', m: 'minutes' } as const
type Mode = (typeof near)[number] | 'ago' | 'ahead' | 'day' | 'moment'

/** The parts of `-7d`; weeks are shown as days. */
function awayParts(text: string): { amount: number; unit: keyof typeof units } {
  const time = readTime(text)
  const minutes = time?.kind === 'away' ? Math.abs(time.minutes) : 7 * 1440
  if (minutes % 1440 === 0) return { amount: minutes / 1440, unit: 'd' }
  return minutes % 60 === 0 ? { amount: minutes / 60, unit: 'h' } : { amount: minutes, unit: 'm' }
}

function modeOf(text: string): Mode | '' {
  const time = readTime(text)
  if (!time) return ''
  if (time.kind === 'near') return near.find((one) => one === text) ?? ''
  if (time.kind === 'away') return text.startsWith('-') ? 'ago' : 'ahead'
  return time.kind
}

const today = () => new Date().toLocaleDateString('sv')

export function TimeValue({ label, value, isDay = false, onChange }: Props) {
  const { t } = useTranslation()
  const text = typeof value === 'string' ? value : ''
  const mode = modeOf(text)
  const { amount, unit } = awayParts(text)
  const modes: Mode[] = [
    ...near,
    ...(isDay ? [] : (['ago', 'ahead'] as const)),
    'day',
    ...(isDay && mode !== 'moment' ? [] : (['moment'] as const)),
  ]
  const choose = (chosen: string) => {
    const sign = chosen === 'ahead' ? '+' : '-'
    if (chosen === 'ago' || chosen === 'ahead') onChange(`${sign}${amount}${unit}`)
    else onChange(chosen === 'day' ? today() : chosen === 'moment' ? `${today()}T09:00` : chosen)
  }
  const sign = mode === 'ahead' ? '+' : '-'
  return (
    <div className={styles.typed}>
      <NativeSelect
        size="xs"
        aria-label={label}
        value={mode}
        data={[
          ...(mode === '' ? [{ value: '', label: t('filter.chooseOne') }] : []),
          ...modes.map((one) => ({ value: one, label: t(`filter.time.${one}`) })),
        ]}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {(mode === 'ago' || mode === 'ahead') && (
        <>
          <TextInput
            size="xs"
            w={72}
            type="number"
            min={1}
            max={9999}
            aria-label={t('filter.amountOf', { field: label })}
            value={amount}
            onChange={({ currentTarget }) => readTime(`-${currentTarget.value}d`) && onChange(`${sign}${currentTarget.value}${unit}`)}
          />
          <NativeSelect
            size="xs"
            aria-label={t('filter.unitOf', { field: label })}
            value={unit}
            data={Object.entries(units).map(([key, name]) => ({ value: key, label: t(`filter.unit.${name}`) }))}
            onChange={(event) => onChange(`${sign}${amount}${event.currentTarget.value}`)}
          />
        </>
      )}
      {(mode === 'day' || mode === 'moment') && (
        <TextInput
          size="xs"
          type={mode === 'day' ? 'date' : 'datetime-local'}
          aria-label={t('filter.dateOf', { field: label })}
          value={text.replace('Z', '')}
          onChange={(event) => readTime(event.currentTarget.value) && onChange(event.currentTarget.value)}
        />
      )}
    </div>
  )
}
