/** A week drawn: each day a bar of 24 hours, and its ranges as times to be typed; one day's can be copied to the others. */
import { ActionIcon, Button, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CrossIcon, PlusIcon } from '../icons.tsx'
import styles from './Hours.module.css'

export interface Range {
  from: string
  until: string
}

/** Monday, 5 January 2026, and the days after it. */
const days = [5, 6, 7, 8, 9, 10, 11].map((day) => new Date(Date.UTC(2026, 0, day, 12)))

const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

/** Where a range lies in its day, in percent; what passes midnight ends at the edge. */
function place({ from, until }: Range): { left: string; width: string } {
  const start = minutes(from)
  const end = minutes(until) > start ? minutes(until) : 1440
  return { left: `${start / 14.4}%`, width: `${(end - start) / 14.4}%` }
}

export function WeekField({ week, onChange }: { week: Range[][]; onChange: (week: Range[][]) => void }) {
  const { t, i18n } = useTranslation()
  const setDay = (at: number, ranges: Range[]) => onChange(week.map((before, index) => (index === at ? ranges : before)))
  return (
    <>
      <h3>{t('hours.week')}</h3>
      <ol className={styles.week}>
        {week.map((ranges, at) => {
          const name = days[at]?.toLocaleDateString(i18n.language, { weekday: 'long', timeZone: 'UTC' }) ?? ''
          return (
            <li key={name} className={styles.day}>
              <div className={styles.dayHead}>
                <b>{name}</b>
                <div className={styles.bar} aria-hidden="true">
                  {ranges
                    .filter(({ from, until }) => from && until)
                    .map((range) => (
                      <span key={`${range.from}${range.until}`} style={place(range)} />
                    ))}
                </div>
              </div>
              <div className={styles.ranges}>
                {ranges.length === 0 && <span className="quiet">{t('hours.closed')}</span>}
                {ranges.map((range, index) => {
                  const set = (fields: Partial<Range>) =>
                    setDay(
                      at,
                      ranges.map((one, other) => (other === index ? { ...one, ...fields } : one)),
                    )
                  return (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a range is what stands in its place
                    <div key={index} className={styles.range}>
                      <TextInput
                        type="time"
                        required
                        aria-label={t('hours.from', { day: name })}
                        value={range.from}
                        onChange={(event) => set({ from: event.currentTarget.value })}
                      />
                      –
                      <TextInput
                        type="time"
                        required
                        aria-label={t('hours.until', { day: name })}
                        value={range.until}
                        onChange={(event) => set({ until: event.currentTarget.value })}
                      />
                      {range.from && range.until && range.until <= range.from && <span className="quiet">{t('hours.nextDay')}</span>}
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        aria-label={t('hours.remove', { day: name })}
                        onClick={() =>
                          setDay(
                            at,
                            ranges.filter((_, other) => other !== index),
                          )
                        }
                      >
                        <CrossIcon size={14} />
                      </ActionIcon>
                    </div>
                  )
                })}
                {ranges.length < 8 && (
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('hours.add', { day: name })}
                    title={t('hours.add', { day: name })}
                    onClick={() =>
                      setDay(at, [...ranges, ranges.length === 0 ? { from: '09:00', until: '17:30' } : { from: '18:00', until: '20:00' }])
                    }
                  >
                    <PlusIcon size={14} />
                  </ActionIcon>
                )}
                <Button
                  size="compact-xs"
                  variant="subtle"
                  color="gray"
                  aria-label={t('hours.copyDay', { day: name })}
                  onClick={() => onChange(week.map(() => ranges))}
                >
                  {t('hours.copy')}
                </Button>
              </div>
            </li>
          )
        })}
      </ol>
    </>
  )
}
