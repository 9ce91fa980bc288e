/** Sign-in: address and password, then a code where two-factor is on. In a demo each agent is one press away. */
import { TextInput, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, Navigate, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../api.ts'
import { initials } from '../initials.ts'
import { signIn } from '../session.ts'
import { CodeStep } from './CodeStep.tsx'
import styles from './Door.module.css'
import { Door } from './Door.tsx'
import { DoorForm } from './DoorForm.tsx'
import { PasswordField } from './PasswordField.tsx'
import { useAsking } from './useAsking.ts'

export function SignIn() {
  const { t } = useTranslation()
  const { to } = useSearch({ from: '/sign-in' })
  const navigate = useNavigate()
  const { data: state } = useQuery(api.start.state.queryOptions())
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [isAskedForCode, setAskedForCode] = useState(false)

  const enter = async () => {
    queries.clear()
    await navigate({ to: to?.replace(/^\/desk/, '') ?? '/', replace: true })
  }
  const { problem, isAsking, submit } = useAsking(async (asEmail: string, asPassword: string) => {
    const { needsCode } = await signIn(asEmail, asPassword)
    if (needsCode) setAskedForCode(true)
    else await enter()
  })
  if (state && !state.hasOwner) return <Navigate to="/start" replace />
  if (isAskedForCode) return <CodeStep onDone={enter} onBack={() => setAskedForCode(false)} />
  return (
    <Door title={t('door.signIn')}>
      <DoorForm
        button={t('door.signIn')}
        isAsking={isAsking}
        problem={problem}
        onSubmit={() => submit(email, password)}
        ways={<Link to="/forgot-password">{t('door.forgot')}</Link>}
      >
        <TextInput
          label={t('door.email')}
          type="email"
          name="email"
          autoComplete="username"
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordField name="password" value={password} onValue={setPassword} />
      </DoorForm>
      {state && state.demoSignIns.length > 0 && (
        <section className={styles.demo} aria-label={t('door.demo')}>
          <h2>{t('door.demo')}</h2>
          {state.demoSignIns.map((one) => (
            <UnstyledButton key={one.email} className={styles.signIn} onClick={() => submit(one.email, one.password)}>
              <span className="initials" aria-hidden="true">
                {initials(one.name)}
              </span>
              <span>{one.name}</span>
              <span className="quiet">{t(`role.${one.role}`)}</span>
            </UnstyledButton>
          ))}
        </section>
      )}
    </Door>
  )
}
