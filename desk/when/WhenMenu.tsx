/** Choosing a time: written in words, one of those on offer, or from a calendar; what it comes to is shown before it is taken. */
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { spoken } from '../i18n.ts'
import { useMe } from '../session.ts'
import { ahead, weekdayAndTime } from '../time.ts'
import { browserZone, zoneOf } from '../timeZone.ts'
import { useFirstFocus } from '../useFirstFocus.ts'
import { presetsAt } from './presets.ts'
import styles from './WhenMenu.module.css'
import { readWhen } from './words.ts'
import { momentOfText, wallText } from './zone.ts'

export interface WhenMenuProps {
  onTake: (at: Date) => void
}

export function WhenMenu({ onTake }: WhenMenuProps) {
  const { t } = useTranslation()
  const timeZone = zoneOf(useMe())
  const [words, setWords] = useState('')
  const [own, setOwn] = useState('')
  const list = useRef<HTMLDivElement>(null)
  const field = useFirstFocus<HTMLInputElement>()
  const now = new Date()
  const isMonthFirst = navigator.language === 'en-US'
  const said = words.trim() ? readWhen(words, { now, timeZone, language: spoken(), isMonthFirst }) : undefined
  const chosen = said ?? (own && !words.trim() ? momentOfText(own, timeZone) : undefined)
  const isAhead = chosen !== undefined && chosen > now
  const shown = (at: Date) => weekdayAndTime(at, timeZone)
  const problem = words.trim() && !said ? t('when.notUnderstood') : chosen && !isAhead ? t('when.past') : undefined

  // Up and down go through the times on offer.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    const stops = [...(list.current?.querySelectorAll<HTMLElement>('[data-stop]') ?? [])]
    const at = stops.indexOf(event.target as HTMLElement)
    stops[Math.min(Math.max(at + (event.key === 'ArrowDown' ? 1 : -1), 0), stops.length - 1)]?.focus()
    event.preventDefault()
  }
  return (
    <div ref={list}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (chosen && isAhead) onTake(chosen)
        }}
      >
        <input
          ref={field}
          data-stop
          onKeyDown={onKeyDown}
          data-autofocus
          type="text"
          className="textField"
          value={words}
          aria-label={t('when.words')}
          placeholder={t('when.examples')}
          aria-describedby="when-result"
          aria-invalid={problem !== undefined}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <p id="when-result" className={styles.result} role="status" data-problem={problem !== undefined}>
          {problem ?? (chosen && isAhead ? t('when.comesTo', { time: shown(chosen), span: ahead(chosen.getTime() - now.getTime()) }) : '')}
        </p>
        {!words.trim() &&
          presetsAt(now, timeZone).map(({ key, until }) => (
            <button
              type="button"
              key={key}
              data-stop
              onKeyDown={onKeyDown}
              className={`rowButton ${styles.preset}`}
              onClick={() => onTake(until)}
            >
              <span>{t(`when.${key}`)}</span>
              <span className="quiet">{shown(until)}</span>
            </button>
          ))}
        <div className={styles.foot}>
          {!words.trim() && (
            <input
              type="datetime-local"
              className={`textField ${styles.own}`}
              value={own}
              min={wallText(now, timeZone)}
              aria-label={t('when.own')}
              onChange={(event) => setOwn(event.currentTarget.value)}
            />
          )}
          <button type="submit" className={`panelButton ${styles.take}`} disabled={!isAhead}>
            {t('when.take')}
          </button>
        </div>
      </form>
      {timeZone !== browserZone() && <p className={styles.zone}>{t('when.zone', { zone: timeZone.replaceAll('_', ' ') })}</p>}
    </div>
  )
}
