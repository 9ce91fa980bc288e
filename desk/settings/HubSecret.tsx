/** The secret that vouches for shoppers: shown when asked for, and replaced in peace or at once. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, client, queries } from '../api.ts'
import { say, sayProblem } from '../notices.ts'
import { weekdayAndTime } from '../time.ts'
import { CopyLine } from './CopyLine.tsx'
import { RenewSecret } from './hub/RenewSecret.tsx'
import styles from './Settings.module.css'

export function HubSecret({ oldSecretUntil }: { oldSecretUntil: string | null }) {
  const { t } = useTranslation()
  const [secret, setSecret] = useState('')
  const show = async () => {
    await client.settings.hub.secret().then(
      (answer) => setSecret(answer.secret),
      (error) => sayProblem(t('hub.notShown'), error),
    )
  }
  const renew = async (endsSessions: boolean) => {
    try {
      setSecret((await client.settings.hub.renewSecret({ endsSessions })).secret)
      await queries.invalidateQueries({ queryKey: api.settings.hub.key() })
      say(t(endsSessions ? 'hub.renewed' : 'hub.renewedBoth'))
    } catch (error) {
      sayProblem(t('settings.notSaved'), error)
    }
  }
  return (
    <section className={styles.part}>
      <div className={styles.line}>
        <h2>{t('hub.secret')}</h2>
        {oldSecretUntil && <span className={styles.mark}>{t('hub.oldSecretUntil', { at: weekdayAndTime(oldSecretUntil) })}</span>}
      </div>
      <p>{t('hub.secretWhy')}</p>
      <div role="status">{secret && <CopyLine label="WARMLINE_HUB_SECRET" value={secret} />}</div>
      <div className={styles.buttons}>
        <Button variant="default" onClick={() => (secret ? setSecret('') : show())}>
          {t(secret ? 'hub.hideSecret' : 'hub.showSecret')}
        </Button>
        <RenewSecret onRenew={renew} />
      </div>
    </section>
  )
}
