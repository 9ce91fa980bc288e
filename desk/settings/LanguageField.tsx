/** A choice among the languages of the screen, each by its own name. */
import { NativeSelect } from '@mantine/core'
import { screenLanguages } from '../../shared/lists.ts'
import type { ScreenLanguage } from '../i18n.ts'
import styles from './Settings.module.css'

interface Props {
  label: string
  description?: string
  value: ScreenLanguage
  onChange: (language: ScreenLanguage) => void
}

export function LanguageField({ label, description, value, onChange }: Props) {
  return (
    <NativeSelect
      className={styles.narrow}
      label={label}
      description={description}
      value={value}
      data={screenLanguages.map((language) => ({
        value: language,
        label: new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language,
      }))}
      onChange={(event) => {
        const language = screenLanguages.find((one) => one === event.currentTarget.value)
        if (language) onChange(language)
      }}
    />
  )
}
