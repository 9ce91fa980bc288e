/** Asks for a mail with a link that sets a new password. The answer is the same whether or not the address is known. */
import { TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callAuth } from '../session.ts'
import { Door } from './Door.tsx'
import { DoorForm } from './DoorForm.tsx'
import { useAsking } from './useAsking.ts'

export function ForgotPassword() {
  const { t } = useTranslation()
  const [email, setEmail] = useState('')
  const [isSent, setSent] = useState(false)
  const { problem, isAsking, submit } = useAsking(() => callAuth('request-password-reset', { email }).then(() => setSent(true)))
  if (isSent)
    return (
      <Door title={t('door.mailSent')} text={t('door.mailSentWhy', { email })}>
        <Link to="/sign-in">{t('door.signIn')}</Link>
      </Door>
    )
  return (
    <Door title={t('door.forgot')} text={t('door.forgotWhy')}>
      <DoorForm button={t('door.sendMail')} isAsking={isAsking} onSubmit={submit} ways={<Link to="/sign-in">{t('common.back')}</Link>}>
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
      </DoorForm>
    </Door>
  )
}
