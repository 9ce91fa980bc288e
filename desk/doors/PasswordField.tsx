/** A password that somebody has, or a new one with the rule that it must keep; whoever types can look at it. */
import { PasswordInput, type PasswordInputProps } from '@mantine/core'
import '@mantine/core/styles/PasswordInput.layer.css'
import { useTranslation } from 'react-i18next'

interface Props extends Pick<PasswordInputProps, 'label' | 'description' | 'name' | 'error' | 'autoFocus' | 'flex'> {
  value: string
  isNew?: boolean
  onValue: (value: string) => void
}

export const leastLetters = 10

export function PasswordField({ isNew = false, onValue, ...rest }: Props) {
  const { t } = useTranslation()
  return (
    <PasswordInput
      label={t('door.password')}
      autoComplete={isNew ? 'new-password' : 'current-password'}
      {...(isNew && { description: t('door.passwordRule'), minLength: leastLetters })}
      required
      withAsterisk={false}
      visibilityToggleButtonProps={{ 'aria-label': t('door.showPassword') }}
      onChange={(event) => onValue(event.currentTarget.value)}
      {...rest}
    />
  )
}
