/** Asks for a mail with a link that sets a new password. The answer is the same whether or not the address is known. */
import { Button, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callAuth } from '../session.ts'
import styles from './Door.module.css'
import { Door } from './Door.tsx'
import { doorProblem } from './doorProblem.ts'

export function ForgotPassword() {
  const { t } = useTranslation()
  const [email, setEmail] = useState('')
  const [problem, setProblem] = useState('')
  const [isSent, setSent] = useState(false)
  if (isSent)
    return (
      <Door title={t('door.mailSent')} text={t('door.mailSentWhy', { email })}>
        <Link to="/sign-in">{t('door.signIn')}</Link>
      </Door>
    )
  return (
    <Door title={t('door.forgot')} text={t('door.forgotWhy')}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          callAuth('request-password-reset', { email }).then(
            () => setSent(true),
            (error) => setProblem(doorProblem(error)),
          )
        }}
      >
        <TextInput
          label={t('door.email')}
          type="email"
          autoComplete="username"
          autoFocus
          required
          withAsterisk={false}
          value={email}
          error={problem}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Button type="submit" size="md">
          {t('door.sendMail')}
        </Button>
        <Link to="/sign-in">{t('common.back')}</Link>
      </form>
    </Door>
  )
}
