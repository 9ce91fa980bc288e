/** Asks, before a new secret is made, what becomes of the old one: taken for a day more, or ended at once with every open session. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AskPopover } from '../AskPopover.tsx'
import hub from './hub.module.css'

const ends = ['peace', 'now'] as const

export function RenewSecret({ onRenew }: { onRenew: (endsSessions: boolean) => void }) {
  const { t } = useTranslation()
  const [end, setEnd] = useState<(typeof ends)[number]>('peace')
  const question = (
    <fieldset className={hub.ends}>
      <legend>{t('hub.renewAsk')}</legend>
      {ends.map((one) => (
        <label key={one}>
          <input type="radio" name="ends" checked={end === one} onChange={() => setEnd(one)} />
          <span>
            <b>{t(`hub.renewEnds.${one}`)}</b>
            <span className="quiet">{t(`hub.renewEndsWhy.${one}`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
  return (
    <AskPopover
      question={question}
      yes={t('hub.renew')}
      onYes={() => onRenew(end === 'now')}
      isHarmless={end === 'peace'}
      position="bottom-start"
      width={360}
    >
      {(ask) => (
        <Button
          variant="default"
          onClick={() => {
            setEnd('peace')
            ask()
          }}
        >
          {t('hub.renew')}
        </Button>
      )}
    </AskPopover>
  )
}
