/** Choosing a time to come: one of those on offer, or any, in words; what is understood is shown before it is taken. */
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { spoken } from '../i18n.ts'
import { useMe } from '../session.ts'
import { weekdayAndTime } from '../time.ts'
import { zoneOf } from '../timeZone.ts'
import { useFirstFocus } from '../useFirstFocus.ts'
import { presetsAt } from '../when/presets.ts'
import { readWhen } from '../when/words.ts'
import styles from './pickers.module.css'

export function TimeChoice({ label, onChoose }: { label: string; onChoose: (at: Date) => void }) {
  const { t } = useTranslation()
  const id = useId()
  const search = useFirstFocus<HTMLInputElement>()
  const timeZone = zoneOf(useMe())
  const [words, setWords] = useState('')
  const [at, setAt] = useState(0)
  const [now] = useState(() => new Date())
  const read = words.trim()
    ? readWhen(words, { now, timeZone, language: spoken(), isMonthFirst: navigator.language === 'en-US' })
    : undefined
  const isFuture = read !== undefined && read.getTime() > Date.now()
  const choices = words.trim()
    ? isFuture
      ? [{ key: 'read', name: words.trim(), until: read }]
      : []
    : presetsAt(now, timeZone).map(({ key, until }) => ({ key, name: t(`when.${key}`), until }))
  return (
    <>
      <input
        className="textField"
        ref={search}
        role="combobox"
        aria-expanded={choices.length > 0}
        aria-controls={`${id}list`}
        aria-activedescendant={choices[at] && `${id}${at}`}
        aria-label={label}
        placeholder={t('when.examples')}
        value={words}
        onChange={(event) => {
          setWords(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={(event) => {
          const chosen = choices[at]
          if (event.key === 'ArrowDown') setAt(Math.min(at + 1, choices.length - 1))
          else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
          else if (event.key === 'Enter' && chosen) onChoose(chosen.until)
          else return
          event.preventDefault()
        }}
      />
      <div id={`${id}list`} role="listbox" aria-label={label} className={styles.names} tabIndex={-1}>
        {choices.map(({ key, name, until }, index) => (
          <div
            key={key}
            id={`${id}${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className={styles.name}
            onMouseDown={(event) => {
              event.preventDefault()
              onChoose(until)
            }}
          >
            <span>{name}</span>
            <span className="quiet">{weekdayAndTime(until, timeZone)}</span>
          </div>
        ))}
      </div>
      {words.trim() && !isFuture && (
        <p role="status" className="quiet">
          {t(read ? 'when.past' : 'when.notUnderstood')}
        </p>
      )}
    </>
  )
}
