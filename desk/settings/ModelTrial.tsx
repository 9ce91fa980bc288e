/** Lets the chosen model read a sentence now, and shows what it makes of it. */
import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SentimentLabel } from '../../shared/words.ts'
import { type Answers, client } from '../api.ts'
import { sayProblem } from '../notices.ts'
import { SentimentBadge, sentimentSigns } from '../SentimentBadge.tsx'
import { amount } from '../time.ts'
import styles from './Settings.module.css'

const isLabel = (label: string): label is SentimentLabel => label in sentimentSigns

export function ModelTrial() {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [answer, setAnswer] = useState<Answers['model']['test']>()
  const [isReading, setReading] = useState(false)
  const read = async () => {
    setReading(true)
    await client.model.test({ text }).then(setAnswer, (error) => sayProblem(t('model.notRead'), error))
    setReading(false)
  }
  return (
    <form
      className={styles.part}
      onSubmit={(event) => {
        event.preventDefault()
        read()
      }}
    >
      <h2>{t('model.trial')}</h2>
      <Textarea
        autosize
        minRows={2}
        maxRows={8}
        label={t('model.trialText')}
        placeholder={t('model.trialExample')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" w="fit-content" loading={isReading} disabled={!text.trim()}>
        {t('model.read')}
      </Button>
      {answer && (
        <div role="status">
          <p style={{ display: 'flex', flexWrap: 'wrap', gap: 8, margin: 0 }}>
            {isLabel(answer.label) && <SentimentBadge sentiment={{ label: answer.label, isSure: true }} />}
            <span>{t('model.score', { score: amount(answer.score, 1) })}</span>
            <span className="quiet">
              {answer.model} · {t('model.took', { milliseconds: amount(answer.milliseconds) })}
            </span>
          </p>
          <p style={{ margin: '8px 0 0' }}>
            {answer.finding ? t(`finding.${answer.finding}`) : answer.reason} {answer.evidence[0] && <q dir="auto">{answer.evidence[0]}</q>}
          </p>
          {answer.problem && (
            <p className={styles.mark} data-bad style={{ margin: '8px 0 0', whiteSpace: 'pre-wrap' }}>
              {t('model.fellBack', { problem: answer.problem })}
            </p>
          )}
        </div>
      )}
    </form>
  )
}
