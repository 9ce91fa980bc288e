/** One test being built: what is asked, how, and of which value. */
import { ActionIcon, NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Test } from '../../shared/filter.ts'
import type { Condition } from '../api.ts'
import { CrossIcon } from '../icons.tsx'
import styles from './FilterBuilder.module.css'
import { withOperator } from './newTest.ts'
import { fieldName, groupName, operatorName, shortName } from './say.ts'
import { takesNoValue } from './tree.ts'
import { ValueField } from './ValueField.tsx'

interface Props {
  test: Test
  conditions: Condition[]
  onChange: (test: Test) => void
  onRemove: () => void
}

export function TestRow({ test, conditions, onChange, onRemove }: Props) {
  const { t } = useTranslation()
  const condition = conditions.find(({ field }) => field === test.field)
  const name = condition ? shortName(condition) : test.field
  return (
    <fieldset className={styles.test}>
      <legend className="forReaders">{name}</legend>
      <div className={styles.asked}>
        {condition && (
          <span className={styles.field}>
            <span className={styles.group}>{groupName(condition.group)}</span> {fieldName(condition)}
          </span>
        )}
        {condition && condition.operators.length > 1 && (
          <NativeSelect
            size="xs"
            aria-label={t('filter.howAsked', { field: name })}
            value={test.operator}
            data={condition.operators.map((operator) => ({ value: operator, label: operatorName(condition, operator) }))}
            onChange={(event) => {
              const operator = condition.operators.find((one) => one === event.currentTarget.value)
              if (operator) onChange(withOperator(test, operator))
            }}
          />
        )}
        {!condition && <span className={styles.field}>{t('filter.unknown', { field: test.field })}</span>}
        <ActionIcon
          className={styles.remove}
          variant="subtle"
          color="gray"
          size={28}
          aria-label={t('filter.remove', { field: name })}
          onClick={onRemove}
        >
          <CrossIcon size={14} />
        </ActionIcon>
      </div>
      {condition && !takesNoValue(test.operator) && (
        <ValueField condition={condition} test={test} onChange={(value) => onChange({ ...test, value })} />
      )}
    </fieldset>
  )
}
