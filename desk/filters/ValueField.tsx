/** Asks for the value of a test, by the kind of its condition. */
import { MultiSelect, SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FilterValue, Test } from '../../shared/filter.ts'
import type { Condition } from '../api.ts'
import { namesGone, offered, valuesOf } from './choices.ts'
import styles from './FilterBuilder.module.css'
import { choiceName, shortName } from './say.ts'
import { TimeValue } from './TimeValue.tsx'
import { TypedValue } from './TypedValue.tsx'

interface Props {
  condition: Condition
  test: Test
  onChange: (value: FilterValue) => void
}

/** Up to this many choices all stand open, one press each. */
const mostOpenChoices = 8

export function ValueField({ condition, test, onChange }: Props) {
  const { t } = useTranslation()
  const label = shortName(condition)
  if (condition.kind === 'yes_no')
    return (
      <SegmentedControl
        size="xs"
        aria-label={label}
        value={test.value === false ? 'no' : 'yes'}
        data={[
          { value: 'yes', label: t('filter.yes') },
          { value: 'no', label: t('filter.no') },
        ]}
        onChange={(chosen) => onChange(chosen === 'yes')}
      />
    )
  if (condition.kind === 'choice') return <Choices condition={condition} test={test} onChange={onChange} />
  const One = condition.kind === 'time' ? TimeValue : TypedValue
  if (test.operator !== 'between')
    return (
      <One
        key={condition.field}
        condition={condition}
        label={label}
        value={Array.isArray(test.value) && condition.kind !== 'text' ? test.value[0] : test.value}
        isDay={test.operator === 'is' || test.operator === 'is_not'}
        onChange={onChange}
      />
    )
  const [from = '', until = ''] = Array.isArray(test.value) ? test.value : [test.value, '']
  const known = (value: FilterValue | undefined): string | number => (typeof value === 'number' || typeof value === 'string' ? value : '')
  return (
    <div className={styles.range}>
      <One
        condition={condition}
        label={t('filter.from', { field: label })}
        value={from}
        onChange={(value) => onChange([known(value), known(until)])}
      />
      <One
        condition={condition}
        label={t('filter.until', { field: label })}
        value={until}
        onChange={(value) => onChange([known(from), known(value)])}
      />
    </div>
  )
}

function Choices({ condition, test, onChange }: Props) {
  const { t } = useTranslation()
  const label = shortName(condition)
  const chosen = valuesOf(test.value)
  const choices = offered(condition, chosen).map((value) => ({ value, label: choiceName(condition, value) }))
  const toggle = (one: string) =>
    onChange(choices.map((choice) => choice.value).filter((other) => (other === one ? !chosen.includes(one) : chosen.includes(other))))
  return (
    <>
      {choices.length > mostOpenChoices ? (
        <MultiSelect
          searchable
          data-autofocus
          limit={100}
          aria-label={label}
          placeholder={chosen.length === 0 ? t('filter.choose') : undefined}
          data={choices}
          value={chosen}
          onChange={onChange}
          nothingFoundMessage={t('palette.nothing')}
          comboboxProps={{ withinPortal: false }}
        />
      ) : (
        <fieldset className={styles.choices} aria-label={label}>
          {choices.map((choice, at) => (
            <label key={choice.value} className={styles.choice} data-field={condition.field} data-value={choice.value}>
              <input
                type="checkbox"
                data-autofocus={at === 0 || undefined}
                checked={chosen.includes(choice.value)}
                onChange={() => toggle(choice.value)}
              />
              {choice.label}
            </label>
          ))}
        </fieldset>
      )}
      {namesGone(condition, test) && (
        <p className={styles.gone} role="status">
          {t(test.operator === 'is_not' ? 'filter.goneMatchesAll' : 'filter.goneMatchesNone')}
        </p>
      )}
    </>
  )
}
