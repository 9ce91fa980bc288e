/** The emoji to choose from, found by name; the keys move in the grid while one types. */
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScreenLanguage } from '../../shared/words.ts'
import { type Emoji, findEmoji, loadEmoji } from './emoji.ts'
import styles from './pickers.module.css'
import { useFinding } from './useFinding.ts'

const columns = 8
const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }
const most = 240

export function EmojiChoices({ language, onPick }: { language: ScreenLanguage; onPick: (sign: string) => void }) {
  const { t } = useTranslation()
  const [all, setAll] = useState<readonly Emoji[]>([])
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
  const { list, found, at, chosen, idOf, field } = useFinding(
    (query) => findEmoji(all, query, most),
    steps,
    ({ sign }) => onPick(sign),
  )
  return (
    <>
      <input className="textField" {...field} aria-label={t('composer.emojiSearch')} placeholder={t('composer.emojiSearch')} />
      <div id={list} role="listbox" aria-label={t('composer.emoji')} className={styles.grid} tabIndex={-1}>
        {found.map(({ sign, label, codes }, index) => (
          <button
            type="button"
            key={sign}
            id={idOf(index)}
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
        {chosen?.label ?? t('ticket.picker.none')} {chosen?.codes[0] && <span className="quiet">:{chosen.codes[0]}</span>}
      </p>
    </>
  )
}
