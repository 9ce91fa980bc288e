/** The first run: nobody is here yet, so whoever comes first becomes the owner. */
import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Navigate, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, client, queries } from '../api.ts'
import { keepLanguage, signIn } from '../session.ts'
import { Door } from './Door.tsx'
import { DoorForm } from './DoorForm.tsx'
import { PasswordField } from './PasswordField.tsx'
import { useAsking } from './useAsking.ts'

export function Start() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { data: state } = useQuery(api.start.state.queryOptions())
  const [owner, setOwner] = useState({ name: '', email: '', password: '' })
  const { problem, isAsking, submit } = useAsking(async () => {
    await client.start.owner(owner)
    await signIn(owner.email, owner.password)
    await keepLanguage()
    queries.clear()
    // What a new shop has to do first stands there.
    await navigate({ to: '/settings/{-$page}', params: { page: 'shop' }, replace: true })
  })
  if (state?.hasOwner && !isAsking) return <Navigate to="/sign-in" replace />
  return (
    <Door title={t('door.start')} text={t('door.startWhy')}>
      <DoorForm button={t('door.createOwner')} isAsking={isAsking} problem={problem} onSubmit={submit}>
        <TextInput
          label={t('door.name')}
          autoComplete="name"
          autoFocus
          required
          withAsterisk={false}
          value={owner.name}
          onChange={(event) => setOwner({ ...owner, name: event.currentTarget.value })}
        />
        <TextInput
          label={t('door.email')}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          value={owner.email}
          onChange={(event) => setOwner({ ...owner, email: event.currentTarget.value })}
        />
        <PasswordField isNew value={owner.password} onValue={(password) => setOwner({ ...owner, password })} />
      </DoorForm>
    </Door>
  )
}
