/** Days on which the week does not count: closed all day, once or every year. */
import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core'
import '@mantine/core/styles/Checkbox.layer.css'
import { useTranslation } from 'react-i18next'
import { CrossIcon } from '../icons.tsx'
import styles from './Hours.module.css'
import type { Range } from './WeekField.tsx'

interface Holiday {
  date: string
  name: string
  isYearly: boolean
  ranges: Range[]
}

export function Holidays({ holidays, onChange }: { holidays: Holiday[]; onChange: (holidays: Holiday[]) => void }) {
  const { t } = useTranslation()
  const set = (at: number, fields: Partial<Holiday>) => onChange(holidays.map((one, index) => (index === at ? { ...one, ...fields } : one)))
  return (
    <>
      <h3>{t('hours.holidays')}</h3>
      {holidays.length === 0 && <p>{t('hours.noHolidays')}</p>}
      {holidays.map((holiday, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a holiday is what stands in its place, also while its date is typed
        <div key={at} className={styles.holiday}>
          <TextInput
            type="date"
            required
            aria-label={t('hours.date')}
            value={holiday.date}
            onChange={(event) => set(at, { date: event.currentTarget.value })}
          />
          <TextInput
            aria-label={t('hours.holidayName')}
            placeholder={t('hours.holidayName')}
            maxLength={80}
            value={holiday.name}
            onChange={(event) => set(at, { name: event.currentTarget.value })}
          />
          <Checkbox
            label={t('hours.yearly')}
            checked={holiday.isYearly}
            onChange={(event) => set(at, { isYearly: event.currentTarget.checked })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('hours.removeHoliday', { name: holiday.name || holiday.date })}
            onClick={() => onChange(holidays.filter((_, index) => index !== at))}
          >
            <CrossIcon size={14} />
          </ActionIcon>
        </div>
      ))}
      <Button
        w="fit-content"
        variant="default"
        onClick={() => onChange([...holidays, { date: new Date().toISOString().slice(0, 10), name: '', isYearly: false, ranges: [] }])}
      >
        {t('hours.addHoliday')}
      </Button>
    </>
  )
}
