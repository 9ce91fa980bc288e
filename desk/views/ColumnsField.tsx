/** Which facts the rows of a view show. */
import { useTranslation } from 'react-i18next'
import { type Column, columns, usualColumns } from '../../shared/columns.ts'
import builder from '../filters/FilterBuilder.module.css'
import { toggled } from './columns.ts'

export function ColumnsField({ value, onChange }: { value: readonly Column[] | null; onChange: (value: Column[] | null) => void }) {
  const { t } = useTranslation()
  const shown = value ?? usualColumns
  return (
    <fieldset className={builder.choices} aria-label={t('view.columns')}>
      {columns.map((column) => (
        <label key={column} className={builder.choice}>
          <input
            type="checkbox"
            checked={shown.includes(column)}
            onChange={() => {
              const next = toggled(shown, column)
              onChange(next.join() === usualColumns.join() ? null : next)
            }}
          />
          {t(`column.${column}`)}
        </label>
      ))}
    </fieldset>
  )
}
