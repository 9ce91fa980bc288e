/** The page behind the link of a password mail. */
import { Button, PasswordInput } from '@mantine/core'
import '@mantine/core/styles/PasswordInput.layer.css'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { say } from '../notices.ts'
import { callAuth } from '../session.ts'
import styles from './Door.module.css'
import { Door } from './Door.tsx'
import { doorProblem } from './doorProblem.ts'

export function ResetPassword() {
  const { t } = useTranslation()
  const { token } = useParams({ from: '/reset-password/$token' })
  const navigate = useNavigate()
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState('')
  const submit = async () => {
    try {
      await callAuth('reset-password', { token, newPassword: password })
      say(t('door.passwordSet'))
      await navigate({ to: '/sign-in' })
    } catch (error) {
      setProblem(doorProblem(error))
    }
  }
  return (
    <Door title={t('door.newPassword')}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <PasswordInput
          label={t('door.newPassword')}
          description={t('door.passwordRule')}
          autoComplete="new-password"
          autoFocus
          required
          withAsterisk={false}
          minLength={10}
          value={password}
          error={problem}
          visibilityToggleButtonProps={{ 'aria-label': t('door.showPassword') }}
          onChange={(event) => {
            setPassword(event.currentTarget.value)
            setProblem('')
          }}
        />
        <Button type="submit" size="md">
          {t('common.save')}
        </Button>
        <Link to="/forgot-password">{t('door.forgot')}</Link>
      </form>
    </Door>
  )
}
