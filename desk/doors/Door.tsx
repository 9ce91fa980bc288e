/** The plain page in front of the desk: the mark, one question, and the language of the screen. */
import { NativeSelect } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { screenLanguages } from '../../shared/lists.ts'
import { type ScreenLanguage, speak } from '../i18n.ts'
import logo from '../logo.svg'
import styles from './Door.module.css'

const names: Record<ScreenLanguage, string> = { en: 'English', nl: 'Nederlands', es: 'Español', sv: 'Svenska' }

export function Door({ title, text, children }: { title: string; text?: string | undefined; children?: ReactNode }) {
  const { t, i18n } = useTranslation()
  return (
    <main className={styles.page}>
      <div className={styles.door}>
        <div className={styles.brand}>
          <img src={logo} alt="" width={28} height={28} />
          Warmline
        </div>
        <h1>{title}</h1>
        {text && <p className={styles.text}>{text}</p>}
        {children}
      </div>
      <NativeSelect
        className={styles.language}
        size="xs"
        aria-label={t('settings.language')}
        value={i18n.language}
        data={screenLanguages.map((language) => ({ value: language, label: names[language] }))}
        onChange={(event) => {
          const language = screenLanguages.find((one) => one === event.currentTarget.value)
          if (language) speak(language)
        }}
      />
    </main>
  )
}
