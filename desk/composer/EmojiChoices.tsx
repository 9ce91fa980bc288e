/** The emoji to choose from, found by name; the keys move in the grid while one types. */
import { useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScreenLanguage } from '../../shared/words.ts'
import { type Emoji, findEmoji, loadEmoji } from './emoji.ts'
import styles from './pickers.module.css'
import { useFirstFocus } from './useFirstFocus.ts'

const columns = 8
const most = 240

export function EmojiChoices({ language, onPick }: { language: ScreenLanguage; onPick: (sign: string) => void }) {
  const { t } = useTranslation()
  const id = useId()
  const search = useFirstFocus<HTMLInputElement>()
  const [all, setAll] = useState<readonly Emoji[]>([])
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  useEffect(() => {
    let isHere = true
    loadEmoji(language).then(
      (emoji) => isHere && setAll(emoji),
      () => undefined,
    )
    return () => {
      isHere = false
    }
  }, [language])
  const found = findEmoji(all, query, most)
  const move = (by: number) => {
    const next = Math.min(Math.max(at + by, 0), found.length - 1)
    setAt(next)
    document.getElementById(`${id}${next}`)?.scrollIntoView({ block: 'nearest' })
  }
  const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }
  return (
    <>
      <input
        className={styles.search}
        ref={search}
        role="combobox"
        aria-expanded={true}
        aria-controls={`${id}list`}
        aria-activedescendant={found[at] && `${id}${at}`}
        aria-label={t('composer.emojiSearch')}
        placeholder={t('composer.emojiSearch')}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={(event) => {
          const step = steps[event.key]
          const chosen = found[at]
          if (step !== undefined) move(step)
          else if (event.key === 'Enter' && chosen) onPick(chosen.sign)
          else return
          event.preventDefault()
        }}
      />
      <div id={`${id}list`} role="listbox" aria-label={t('composer.emoji')} className={styles.grid} tabIndex={-1}>
        {found.map(({ sign, label, codes }, index) => (
          <button
            type="button"
            key={sign}
            id={`${id}${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            aria-label={label}
            title={codes[0] ? `${label} :${codes[0]}` : label}
            onClick={() => onPick(sign)}
          >
            {sign}
          </button>
        ))}
      </div>
      <p className={styles.named} aria-hidden="true">
        {found[at]?.label ?? t('ticket.picker.none')} {found[at]?.codes[0] && <span className="quiet">:{found[at].codes[0]}</span>}
      </p>
    </>
  )
}
