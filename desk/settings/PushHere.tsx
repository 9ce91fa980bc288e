/** Push messages to this browser: on or off, and why it cannot be. */
import { Switch } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sayProblem } from '../notices.ts'
import { isSubscribed, mayPush, subscribe, unsubscribe } from './push.ts'
import sheet from './Settings.module.css'

export function PushHere() {
  const { t } = useTranslation()
  const [isOn, setOn] = useState<boolean>()
  const may = mayPush()
  useEffect(() => {
    isSubscribed().then(setOn, () => setOn(false))
  }, [])
  const change = async (wish: boolean) => {
    try {
      await (wish ? subscribe() : unsubscribe())
      setOn(wish)
    } catch (error) {
      sayProblem(t('notifications.pushProblem'), error)
    }
  }
  return (
    <section className={sheet.part}>
      <Switch
        label={t('notifications.pushHere')}
        description={t(may === 'yes' ? 'notifications.pushWhy' : `notifications.pushNot.${may}`)}
        disabled={may !== 'yes' || isOn === undefined}
        checked={isOn ?? false}
        onChange={(event) => change(event.currentTarget.checked)}
      />
    </section>
  )
}
