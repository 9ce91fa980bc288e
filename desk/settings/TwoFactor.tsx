/** Two-factor sign-in: set up by scanning a code and proving it once; turned off with the password. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../api.ts'
import { PasswordField } from '../doors/PasswordField.tsx'
import { useAsking } from '../doors/useAsking.ts'
import { say } from '../notices.ts'
import { callAuth, useMe } from '../session.ts'
import { LineForm } from './LineForm.tsx'
import styles from './Settings.module.css'
import { type Enrolment, TwoFactorSetUp } from './TwoFactorSetUp.tsx'

export function TwoFactor() {
  const { t } = useTranslation()
  const me = useMe()
  const [password, setPassword] = useState('')
  const [enrolment, setEnrolment] = useState<Enrolment>()
  const refresh = () => queries.invalidateQueries({ queryKey: api.me.get.key() })
  const { problem, submit } = useAsking(async () => {
    if (me.hasTwoFactor) {
      await callAuth('two-factor/disable', { password })
      await refresh()
      say(t('twoFactor.isOff'))
    } else {
      const { totpURI, backupCodes } = await callAuth('two-factor/enable', { password })
      setEnrolment({ uri: String(totpURI), backupCodes: Array.isArray(backupCodes) ? backupCodes.map(String) : [] })
    }
    setPassword('')
  })
  return (
    <section className={styles.part}>
      <div className={styles.line}>
        <h2>{t('twoFactor.title')}</h2>
        <span className={styles.mark} data-good={me.hasTwoFactor || undefined}>
          {t(me.hasTwoFactor ? 'twoFactor.on' : 'twoFactor.off')}
        </span>
      </div>
      <p>{t('twoFactor.why')}</p>
      {enrolment ? (
        <TwoFactorSetUp
          enrolment={enrolment}
          onDone={() => {
            setEnrolment(undefined)
            refresh()
          }}
        />
      ) : (
        <LineForm onSubmit={submit}>
          <PasswordField label={t('profile.passwordNow')} value={password} error={problem} onValue={setPassword} />
          <Button type="submit" variant="default" color={me.hasTwoFactor ? 'red' : undefined} disabled={!password}>
            {t(me.hasTwoFactor ? 'twoFactor.turnOff' : 'twoFactor.turnOn')}
          </Button>
        </LineForm>
      )}
    </section>
  )
}
