/** Changes the password; other devices are signed out with it. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { leastLetters, PasswordField } from '../doors/PasswordField.tsx'
import { useAsking } from '../doors/useAsking.ts'
import { say } from '../notices.ts'
import { callAuth } from '../session.ts'
import { LineForm } from './LineForm.tsx'
import styles from './Settings.module.css'

export function PasswordPart() {
  const { t } = useTranslation()
  const [now, setNow] = useState('')
  const [next, setNext] = useState('')
  const { problem, submit } = useAsking(async () => {
    await callAuth('change-password', { currentPassword: now, newPassword: next, revokeOtherSessions: true })
    setNow('')
    setNext('')
    say(t('profile.passwordChanged'))
  })
  return (
    <section className={styles.part}>
      <h2>{t('door.password')}</h2>
      <LineForm onSubmit={submit}>
        <PasswordField label={t('profile.passwordNow')} value={now} error={problem} onValue={setNow} />
        <PasswordField isNew label={t('door.newPassword')} description={null} flex="1 1 220px" value={next} onValue={setNext} />
        <Button type="submit" variant="default" disabled={!now || next.length < leastLetters}>
          {t('profile.changePassword')}
        </Button>
      </LineForm>
    </section>
  )
}
