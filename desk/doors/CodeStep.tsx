/** The second step of the sign-in: the code of the authenticator, or a backup code. */
import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { verifyCode } from '../session.ts'
import { Door } from './Door.tsx'
import { DoorForm } from './DoorForm.tsx'
import { useAsking } from './useAsking.ts'

export function CodeStep({ onDone, onBack }: { onDone: () => Promise<void>; onBack: () => void }) {
  const { t } = useTranslation()
  const [code, setCode] = useState('')
  const { problem, isAsking, submit, forget } = useAsking(() => verifyCode(code).then(onDone))
  return (
    <Door title={t('door.code')} text={t('door.codeWhy')}>
      <DoorForm
        button={t('door.signIn')}
        isAsking={isAsking}
        onSubmit={submit}
        ways={
          <Button variant="subtle" color="gray" onClick={onBack}>
            {t('common.back')}
          </Button>
        }
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
            forget()
          }}
        />
      </DoorForm>
    </Door>
  )
}
