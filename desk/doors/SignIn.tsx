/** Sign-in: address and password, then a code where two-factor is on. In a demo each agent is one press away. */
import { Button, PasswordInput, TextInput, UnstyledButton } from '@mantine/core'
import '@mantine/core/styles/PasswordInput.layer.css'
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
import { doorProblem } from './doorProblem.ts'

export function SignIn() {
  const { t } = useTranslation()
  const { to } = useSearch({ from: '/sign-in' })
  const navigate = useNavigate()
  const { data: state } = useQuery(api.start.state.queryOptions())
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState('')
  const [step, setStep] = useState<'password' | 'signing' | 'code'>('password')

  const enter = async () => {
    queries.clear()
    await navigate({ to: to?.replace(/^\/desk/, '') ?? '/', replace: true })
  }
  const submit = async (asEmail: string, asPassword: string) => {
    setStep('signing')
    setProblem('')
    try {
      const { needsCode } = await signIn(asEmail, asPassword)
      if (needsCode) return setStep('code')
      await enter()
    } catch (error) {
      setProblem(doorProblem(error))
      setStep('password')
    }
  }
  if (state && !state.hasOwner) return <Navigate to="/start" replace />
  if (step === 'code') return <CodeStep onDone={enter} onBack={() => setStep('password')} />
  return (
    <Door title={t('door.signIn')}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          submit(email, password)
        }}
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
        <PasswordInput
          label={t('door.password')}
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          visibilityToggleButtonProps={{ 'aria-label': t('door.showPassword') }}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {problem && (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        <Button type="submit" size="md" loading={step === 'signing'}>
          {t('door.signIn')}
        </Button>
        <Link to="/forgot-password">{t('door.forgot')}</Link>
      </form>
      {state && state.demoSignIns.length > 0 && (
        <section className={styles.demo} aria-label={t('door.demo')}>
          <h2>{t('door.demo')}</h2>
          {state.demoSignIns.map((one) => (
            <UnstyledButton key={one.email} className={styles.signIn} onClick={() => submit(one.email, one.password)}>
              <span className={styles.initials} aria-hidden="true">
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
