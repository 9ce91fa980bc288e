/** Asks the vendor now whether the credentials work, and says its answer. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Answers, api, client, queries } from '../../api.ts'
import { whyOf } from '../../notices.ts'
import rows from '../Settings.module.css'
import styles from './channels.module.css'
import type { Connection } from './shapes.ts'

type Checked = Answers['connections']['check']

export function VendorCheck({ connection: { id, isEnabled } }: { connection: Connection }) {
  const { t } = useTranslation()
  const [isAsking, setAsking] = useState(false)
  const [said, setSaid] = useState<Checked>()
  const ask = async () => {
    setAsking(true)
    setSaid(await client.connections.check({ id }).catch((error: unknown) => ({ isWorking: false, answer: whyOf(error) })))
    setAsking(false)
    await queries.invalidateQueries({ queryKey: api.connections.key() })
  }
  return (
    <div className={styles.check}>
      <Button variant="default" loading={isAsking} disabled={!isEnabled} onClick={ask}>
        {t('channels.ask')}
      </Button>
      <span role="status" className={rows.live} data-good={said?.isWorking || undefined} data-bad={said?.isWorking === false || undefined}>
        {said && (
          <>
            <span className={rows.dot} />
            {said.answer ? (
              <>
                {t(said.isWorking ? 'channels.asksYes' : 'channels.asksNo')} <q>{said.answer}</q>
              </>
            ) : (
              t('channels.asksNobody')
            )}
          </>
        )}
      </span>
    </div>
  )
}
