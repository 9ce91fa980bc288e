/** The first run: nobody is here yet, so whoever comes first becomes the owner. */
import { Button, PasswordInput, TextInput } from '@mantine/core'
import '@mantine/core/styles/PasswordInput.layer.css'
import { useQuery } from '@tanstack/react-query'
import { Navigate, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, client, queries } from '../api.ts'
import { keepLanguage, signIn } from '../session.ts'
import styles from './Door.module.css'
import { Door } from './Door.tsx'
import { doorProblem } from './doorProblem.ts'

export function Start() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { data: state } = useQuery(api.start.state.queryOptions())
  const [owner, setOwner] = useState({ name: '', email: '', password: '' })
  const [problem, setProblem] = useState('')
  const [isSaving, setSaving] = useState(false)
  const submit = async () => {
    setSaving(true)
    try {
      await client.start.owner(owner)
      await signIn(owner.email, owner.password)
      await keepLanguage()
      queries.clear()
      // What a new shop has to do first stands there.
      await navigate({ to: '/settings/{-$page}', params: { page: 'shop' }, replace: true })
    } catch (error) {
      setProblem(doorProblem(error))
      setSaving(false)
    }
  }
  if (state?.hasOwner && !isSaving) return <Navigate to="/sign-in" replace />
  return (
    <Door title={t('door.start')} text={t('door.startWhy')}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
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
        <PasswordInput
          label={t('door.password')}
          description={t('door.passwordRule')}
          autoComplete="new-password"
          required
          withAsterisk={false}
          minLength={10}
          value={owner.password}
          visibilityToggleButtonProps={{ 'aria-label': t('door.showPassword') }}
          onChange={(event) => setOwner({ ...owner, password: event.currentTarget.value })}
        />
        {problem && (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        <Button type="submit" size="md" loading={isSaving}>
          {t('door.createOwner')}
        </Button>
      </form>
    </Door>
  )
}
