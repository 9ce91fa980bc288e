/** Something to be pasted elsewhere, as it is, with a button that copies it. */
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { say } from '../notices.ts'
import styles from './Settings.module.css'

export function CopyLine({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation()
  return (
    <div className={styles.copyLine}>
      <span className={styles.copyLabel}>{label}</span>
      {/* A browser gives the clipboard to pages over HTTPS only; elsewhere one marks the text. */}
      {navigator.clipboard && (
        <Button
          size="xs"
          variant="default"
          aria-label={`${t('common.copy')}: ${label}`}
          onClick={() => navigator.clipboard.writeText(value).then(() => say(t('common.copied')))}
        >
          {t('common.copy')}
        </Button>
      )}
      <code className={styles.secret}>{value}</code>
    </div>
  )
}
