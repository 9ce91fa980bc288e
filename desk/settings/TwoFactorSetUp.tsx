/** The code to scan, the secret to type instead, the backup codes to keep, and the proof that it works. */
import { Button, TextInput } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { encode } from 'uqr'
import { useAsking } from '../doors/useAsking.ts'
import { say } from '../notices.ts'
import { callAuth } from '../session.ts'
import { LineForm } from './LineForm.tsx'
import styles from './Settings.module.css'

/** What the authenticator needs, and the codes for the day it is lost. */
export interface Enrolment {
  uri: string
  backupCodes: string[]
}

export function TwoFactorSetUp({ enrolment, onDone }: { enrolment: Enrolment; onDone: () => void }) {
  const { t } = useTranslation()
  const [code, setCode] = useState('')
  const secret = new URL(enrolment.uri).searchParams.get('secret') ?? ''
  const { problem, submit, forget } = useAsking(async () => {
    await callAuth('two-factor/verify-totp', { code: code.replace(/\s/g, '') })
    say(t('twoFactor.isOn'))
    onDone()
  })
  return (
    <>
      <p>{t('twoFactor.scan')}</p>
      <QrCode text={enrolment.uri} label={t('twoFactor.qr')} />
      <p>{t('twoFactor.orType')}</p>
      <code className={styles.secret}>{secret.match(/.{1,4}/g)?.join(' ')}</code>
      <p>{t('twoFactor.backup')}</p>
      <ul className={styles.codes}>
        {enrolment.backupCodes.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <LineForm onSubmit={submit}>
        <TextInput
          label={t('twoFactor.prove')}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          error={problem}
          onChange={(event) => {
            setCode(event.currentTarget.value)
            forget()
          }}
        />
        <Button type="submit" disabled={code.replace(/\s/g, '').length !== 6}>
          {t('twoFactor.finish')}
        </Button>
      </LineForm>
    </>
  )
}

function QrCode({ text, label }: { text: string; label: string }) {
  const { path, size } = useMemo(() => {
    const { data } = encode(text, { border: 1 })
    const squares = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
    return { path: squares.join(''), size: data.length }
  }, [text])
  return (
    <svg className={styles.qr} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <path d={path} fill="#000" />
    </svg>
  )
}
