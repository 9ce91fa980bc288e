/** A secret: it is written here and never shown again; one that is set can only be set anew. */
import { Button, PasswordInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './channels.module.css'

interface Props {
  name: string
  label: string
  description?: ReactNode
  error?: string
  value: string
  isSet: boolean
  onChange: (value: string) => void
}

const focus = (input: HTMLInputElement | null) => input?.focus()

export function SecretField({ name, label, description, error, value, isSet, onChange }: Props) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  if (isSet && !isOpen && !value)
    return (
      <div className={styles.secretSet}>
        <span>
          <b>{label}</b>
          <span className="quiet">{t('channels.secretSet')}</span>
        </span>
        <Button size="xs" variant="default" aria-label={t('channels.setAnewOf', { label })} onClick={() => setOpen(true)}>
          {t('channels.setAnew')}
        </Button>
      </div>
    )
  return (
    <PasswordInput
      name={name}
      label={label}
      description={isSet ? t('channels.secretAnew') : description}
      error={error}
      autoComplete="new-password"
      ref={isOpen ? focus : undefined}
      onBlur={() => !value && setOpen(false)}
      value={value}
      visibilityToggleButtonProps={{ 'aria-label': t('door.showPassword') }}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
