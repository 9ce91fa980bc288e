/** The page behind an invitation's link: choose a name and a password, and one is in. */
import { Button, PasswordInput, TextInput } from '@mantine/core'
import '@mantine/core/styles/PasswordInput.layer.css'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, client, queries } from '../api.ts'
import { keepLanguage, signIn } from '../session.ts'
import styles from './Door.module.css'
import { Door } from './Door.tsx'
import { doorProblem } from './doorProblem.ts'

export function Invitation() {
  const { t } = useTranslation()
  const { token } = useParams({ from: '/invitation/$token' })
  const navigate = useNavigate()
  const { data: invitation, error } = useQuery(api.invitations.find.queryOptions({ input: { token } }))
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState('')
  const [isSaving, setSaving] = useState(false)
  const submit = async () => {
    setSaving(true)
    try {
      const { email } = await client.invitations.accept({ token, name, password })
      await signIn(email, password)
      await keepLanguage()
      queries.clear()
      await navigate({ to: '/', replace: true })
    } catch (refusal) {
      setProblem(doorProblem(refusal))
      setSaving(false)
    }
  }
  if (error)
    return (
      <Door title={t('door.invitationGone')} text={t('door.invitationGoneWhy')}>
        <Link to="/sign-in">{t('door.signIn')}</Link>
      </Door>
    )
  if (!invitation) return <Door title={t('door.invitation')} />
  return (
    <Door title={t('door.invitation')} text={t('door.invitationFor', { email: invitation.email, role: t(`role.${invitation.role}`) })}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
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
        <PasswordInput
          label={t('door.password')}
          description={t('door.passwordRule')}
          autoComplete="new-password"
          required
          withAsterisk={false}
          minLength={10}
          value={password}
          visibilityToggleButtonProps={{ 'aria-label': t('door.showPassword') }}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {problem && (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        <Button type="submit" size="md" loading={isSaving}>
          {t('door.accept')}
        </Button>
      </form>
    </Door>
  )
}
