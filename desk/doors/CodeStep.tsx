/** The second step of the sign-in: the code of the authenticator, or a backup code. */
import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { verifyCode } from '../session.ts'
import styles from './Door.module.css'
import { Door } from './Door.tsx'
import { doorProblem } from './doorProblem.ts'

export function CodeStep({ onDone, onBack }: { onDone: () => Promise<void>; onBack: () => void }) {
  const { t } = useTranslation()
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState('')
  const [isChecking, setChecking] = useState(false)
  const submit = async () => {
    setChecking(true)
    await verifyCode(code).then(onDone, (error) => setProblem(doorProblem(error)))
    setChecking(false)
  }
  return (
    <Door title={t('door.code')} text={t('door.codeWhy')}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <TextInput
          label={t('door.codeLabel')}
          autoComplete="one-time-code"
          autoFocus
          required
          withAsterisk={false}
          value={code}
          error={problem}
          onChange={(event) => {
            setCode(event.currentTarget.value)
            setProblem('')
          }}
        />
        <Button type="submit" size="md" loading={isChecking}>
          {t('door.signIn')}
        </Button>
        <Button variant="subtle" color="gray" onClick={onBack}>
          {t('common.back')}
        </Button>
      </form>
    </Door>
  )
}
