/** Where outgoing mail goes, and a way to try it: the mail server's answer, in its own words. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Answers, client, type Mail } from '../api.ts'
import { sayProblem } from '../notices.ts'
import styles from './Settings.module.css'

export function Outgoing({ mail }: { mail: Mail }) {
  const { t } = useTranslation()
  const [result, setResult] = useState<Answers['settings']['email']['test']>()
  const [isSending, setSending] = useState(false)
  const send = async () => {
    setSending(true)
    setResult(undefined)
    await client.settings.email.test().then(setResult, (error) => sayProblem(t('email.testNotSent'), error))
    setSending(false)
  }
  return (
    <section className={styles.part}>
      <h2>{t('email.outgoing')}</h2>
      {mail.outgoing === null ? (
        <p className={styles.warning}>{t('email.noWayOut')}</p>
      ) : (
        <p>{t('email.leavesBy', { server: mail.outgoing })}</p>
      )}
      <Button variant="default" w="fit-content" loading={isSending} disabled={mail.address === null} onClick={send}>
        {t('email.test')}
      </Button>
      <div role="status">
        {result && (
          <>
            <p style={{ margin: '0 0 8px' }}>{t(result.isSent ? 'email.testSent' : 'email.testRefused', { to: result.to })}</p>
            <code className={styles.secret} data-bad={result.isSent ? undefined : true}>
              {result.answer}
            </code>
          </>
        )}
      </div>
    </section>
  )
}
