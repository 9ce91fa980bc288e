/** To whom a mail goes: shown always, changed when asked, and every change from what the customer's message says is named. */
import '../moreStyles.ts'
import { TagsInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Draft } from '../tickets/drafts.ts'
import { isAddress } from './recipientSet.ts'
import styles from './recipients.module.css'

export type RecipientSet = NonNullable<Draft['recipients']>
const rows = ['to', 'cc', 'bcc'] as const

export function Recipients({ set, onChange }: { set: RecipientSet; onChange: (set: RecipientSet) => void }) {
  const { t } = useTranslation()
  const bad = rows.flatMap((row) => set[row]).filter((address) => !isAddress(address))
  return (
    <div className={styles.rows}>
      {rows.map((row) => (
        <TagsInput
          key={row}
          size="xs"
          label={t(`composer.${row}`)}
          classNames={{ root: styles.row, label: styles.label, wrapper: styles.wrapper }}
          value={set[row]}
          splitChars={[',', ';', ' ']}
          acceptValueOnBlur
          clearable={false}
          onChange={(addresses) => onChange({ ...set, [row]: addresses.map((address) => address.trim().toLowerCase()) })}
        />
      ))}
      {bad.length > 0 && (
        <p role="alert" className={styles.bad}>
          {t('composer.notAddress', { address: bad.join(', ') })}
        </p>
      )}
    </div>
  )
}
