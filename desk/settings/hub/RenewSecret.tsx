/** Asks, before a new secret is made, what becomes of the old one: taken for a day more, or ended at once with every open session. */
import { Button, Popover } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import hub from './hub.module.css'

const ends = ['peace', 'now'] as const

export function RenewSecret({ onRenew }: { onRenew: (endsSessions: boolean) => void }) {
  const { t } = useTranslation()
  const [isAsking, setAsking] = useState(false)
  const [end, setEnd] = useState<(typeof ends)[number]>('peace')
  const ask = (isOpen: boolean) => {
    setEnd('peace')
    setAsking(isOpen)
  }
  return (
    <Popover opened={isAsking} onChange={ask} width={360} position="bottom-start" trapFocus returnFocus withRoles>
      <Popover.Target>
        <Button variant="default" onClick={() => ask(!isAsking)}>
          {t('hub.renew')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('hub.renew')}>
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
        <Button
          size="xs"
          color={end === 'now' ? 'red' : undefined}
          onClick={() => {
            setAsking(false)
            onRenew(end === 'now')
          }}
        >
          {t('hub.renew')}
        </Button>{' '}
        <Button size="xs" variant="default" onClick={() => setAsking(false)}>
          {t('common.cancel')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  )
}
