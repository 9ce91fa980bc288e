/** What something is called, which it must be; why the server refuses a name stands at it. */
import { TextInput, type TextInputProps } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Wish } from './useWish.ts'

interface Props extends Pick<TextInputProps, 'label' | 'description' | 'placeholder' | 'autoFocus' | 'maxLength'> {
  form: Pick<Wish<{ name: string }>, 'wish' | 'set' | 'problems'>
}

export function NameField({ form: { wish, set, problems }, ...rest }: Props) {
  const { t } = useTranslation()
  return (
    <TextInput
      label={t('view.name')}
      required
      withAsterisk={false}
      error={problems.name}
      value={wish.name}
      onChange={(event) => set({ name: event.currentTarget.value })}
      {...rest}
    />
  )
}
