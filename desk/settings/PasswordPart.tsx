/** Changes the password; other devices are signed out with it. */
import { Button, PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { doorProblem } from '../doors/doorProblem.ts'
import { say } from '../notices.ts'
import { callAuth } from '../session.ts'
import styles from './Settings.module.css'

export function PasswordPart() {
  const { t } = useTranslation()
  const [now, setNow] = useState('')
  const [next, setNext] = useState('')
  const [problem, setProblem] = useState('')
  const submit = async () => {
    try {
      await callAuth('change-password', { currentPassword: now, newPassword: next, revokeOtherSessions: true })
      setNow('')
      setNext('')
      setProblem('')
      say(t('profile.passwordChanged'))
    } catch (error) {
      setProblem(doorProblem(error))
    }
  }
  return (
    <section className={styles.part}>
      <h2>{t('door.password')}</h2>
      <form
        className={styles.line}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <PasswordInput
          label={t('profile.passwordNow')}
          autoComplete="current-password"
          value={now}
          error={problem}
          visibilityToggleButtonProps={{ 'aria-label': t('door.showPassword') }}
          onChange={(event) => setNow(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('door.newPassword')}
          autoComplete="new-password"
          minLength={10}
          flex="1 1 220px"
          value={next}
          visibilityToggleButtonProps={{ 'aria-label': t('door.showPassword') }}
          onChange={(event) => setNext(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={!now || next.length < 10}>
          {t('profile.changePassword')}
        </Button>
      </form>
    </section>
  )
}
