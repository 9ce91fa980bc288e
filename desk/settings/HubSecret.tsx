/** The secret that vouches for shoppers: shown when asked for, and replaced when it got out. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, client, queries } from '../api.ts'
import { say, sayProblem } from '../notices.ts'
import { AskButton } from './AskButton.tsx'
import { CopyLine } from './CopyLine.tsx'
import styles from './Settings.module.css'

export function HubSecret() {
  const { t } = useTranslation()
  const [secret, setSecret] = useState('')
  const show = async () => {
    await client.settings.hub.secret().then(
      (answer) => setSecret(answer.secret),
      (error) => sayProblem(t('hub.notShown'), error),
    )
  }
  const renew = async () => {
    try {
      setSecret((await client.settings.hub.renewSecret({ endsSessions: true })).secret)
      await queries.invalidateQueries({ queryKey: api.settings.hub.key() })
      say(t('hub.renewed'))
    } catch (error) {
      sayProblem(t('settings.notSaved'), error)
    }
  }
  return (
    <section className={styles.part}>
      <h2>{t('hub.secret')}</h2>
      <p>{t('hub.secretWhy')}</p>
      <div role="status">{secret && <CopyLine label="WARMLINE_HUB_SECRET" value={secret} />}</div>
      <div className={styles.buttons}>
        <Button variant="default" onClick={() => (secret ? setSecret('') : show())}>
          {t(secret ? 'hub.hideSecret' : 'hub.showSecret')}
        </Button>
        <AskButton label={t('hub.renew')} question={t('hub.renewAsk')} onYes={renew} />
      </div>
    </section>
  )
}
