/** The page behind the link of a password mail. */
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { say } from '../notices.ts'
import { callAuth } from '../session.ts'
import { Door } from './Door.tsx'
import { DoorForm } from './DoorForm.tsx'
import { PasswordField } from './PasswordField.tsx'
import { useAsking } from './useAsking.ts'

export function ResetPassword() {
  const { t } = useTranslation()
  const { token } = useParams({ from: '/reset-password/$token' })
  const navigate = useNavigate()
  const [password, setPassword] = useState('')
  const { problem, isAsking, submit, forget } = useAsking(async () => {
    await callAuth('reset-password', { token, newPassword: password })
    say(t('door.passwordSet'))
    await navigate({ to: '/sign-in' })
  })
  return (
    <Door title={t('door.newPassword')}>
      <DoorForm
        button={t('common.save')}
        isAsking={isAsking}
        onSubmit={submit}
        ways={<Link to="/forgot-password">{t('door.forgot')}</Link>}
      >
        <PasswordField
          isNew
          label={t('door.newPassword')}
          autoFocus
          value={password}
          error={problem}
          onValue={(value) => {
            setPassword(value)
            forget()
          }}
        />
      </DoorForm>
    </Door>
  )
}
