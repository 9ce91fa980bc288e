/** The page behind an invitation's link: choose a name and a password, and one is in. */
import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, client, queries } from '../api.ts'
import { keepLanguage, signIn } from '../session.ts'
import { Door } from './Door.tsx'
import { DoorForm } from './DoorForm.tsx'
import { PasswordField } from './PasswordField.tsx'
import { useAsking } from './useAsking.ts'

export function Invitation() {
  const { t } = useTranslation()
  const { token } = useParams({ from: '/invitation/$token' })
  const navigate = useNavigate()
  const { data: invitation, error } = useQuery(api.invitations.find.queryOptions({ input: { token } }))
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const { problem, isAsking, submit } = useAsking(async () => {
    const { email } = await client.invitations.accept({ token, name, password })
    await signIn(email, password)
    await keepLanguage()
    queries.clear()
    await navigate({ to: '/', replace: true })
  })
  if (error)
    return (
      <Door title={t('door.invitationGone')} text={t('door.invitationGoneWhy')}>
        <Link to="/sign-in">{t('door.signIn')}</Link>
      </Door>
    )
  if (!invitation) return <Door title={t('door.invitation')} />
  return (
    <Door title={t('door.invitation')} text={t('door.invitationFor', { email: invitation.email, role: t(`role.${invitation.role}`) })}>
      <DoorForm button={t('door.accept')} isAsking={isAsking} problem={problem} onSubmit={submit}>
        <input type="hidden" name="username" autoComplete="username" value={invitation.email} />
        <TextInput
          label={t('door.name')}
          autoComplete="name"
          autoFocus
          required
          withAsterisk={false}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <PasswordField isNew value={password} onValue={setPassword} />
      </DoorForm>
    </Door>
  )
}
