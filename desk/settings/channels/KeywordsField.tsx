/** The keywords of a number: the word, what it does, what is answered, and whether it opens a ticket (D10). */
import { ActionIcon, Button, Input, NativeSelect, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Keyword } from '../../../shared/connections.ts'
import { TrashIcon } from '../../icons.tsx'
import styles from './channels.module.css'

const effects = ['opt_out', 'opt_in', 'help', 'custom'] as const satisfies readonly Keyword['effect'][]
const mostShown = 3

interface Props {
  label: string
  problem: string | undefined
  keywords: Keyword[]
  onChange: (keywords: Keyword[]) => void
}

export function KeywordsField({ label, problem, keywords, onChange }: Props) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const change = (at: number, fields: Partial<Keyword>) =>
    onChange(keywords.map((keyword, index) => (index === at ? { ...keyword, ...fields } : keyword)))
  const isShort = keywords.length <= mostShown
  return (
    <fieldset className={styles.keywords}>
      <legend>{label}</legend>
      <p className="quiet">{t('channels.keywordsWhy')}</p>
      {!isShort && (
        <Button size="xs" variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? 'channels.hideKeywords' : 'channels.showKeywords', { count: keywords.length })}
        </Button>
      )}
      {!isShort && !isOpen && <p className={styles.wordList}>{keywords.map(({ word }) => word).join(', ')}</p>}
      {(isShort || isOpen) && (
        <ul>
          {keywords.map((keyword, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a keyword is known by its place until it is saved
            <li key={at} className={styles.keyword}>
              <TextInput
                aria-label={t('channels.keyword', { at: at + 1 })}
                placeholder={t('channels.word')}
                maxLength={40}
                value={keyword.word}
                onChange={(event) => change(at, { word: event.currentTarget.value })}
              />
              <NativeSelect
                aria-label={t('channels.effectOf', { word: keyword.word || at + 1 })}
                data={effects.map((value) => ({ value, label: t(`channels.effect.${value}`) }))}
                value={keyword.effect}
                onChange={(event) => change(at, { effect: effects.find((one) => one === event.currentTarget.value) ?? 'custom' })}
              />
              <TextInput
                className={styles.answer}
                aria-label={t('channels.answerOf', { word: keyword.word || at + 1 })}
                placeholder={t('channels.noAnswer')}
                maxLength={1600}
                value={keyword.answer}
                onChange={(event) => change(at, { answer: event.currentTarget.value })}
              />
              <Switch
                size="xs"
                label={t('channels.opensTicket')}
                checked={keyword.opensTicket}
                onChange={(event) => change(at, { opensTicket: event.currentTarget.checked })}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                size={32}
                aria-label={t('channels.removeKeyword', { word: keyword.word || at + 1 })}
                onClick={() => onChange(keywords.filter((_, index) => index !== at))}
              >
                <TrashIcon />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      {problem && <Input.Error>{problem}</Input.Error>}
      <Button
        size="xs"
        variant="default"
        className={styles.add}
        onClick={() => {
          setOpen(true)
          onChange([...keywords, { word: '', effect: 'custom', answer: '', opensTicket: false }])
        }}
      >
        {t('channels.addKeyword')}
      </Button>
    </fieldset>
  )
}
