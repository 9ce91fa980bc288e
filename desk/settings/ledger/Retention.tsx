/** How long the raw bytes are kept. */
import { Switch, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { api, client } from '../../api.ts'
import styles from '../Settings.module.css'
import { useWish } from '../useWish.ts'
import { WishForm } from '../WishForm.tsx'

const usual = 365

export function Retention({ days }: { days: number | null }) {
  const { t } = useTranslation()
  const form = useWish('ledger', { days }, (wish) => client.ledger.keep(wish), api.ledger.key())
  const { wish } = form
  return (
    <WishForm form={form}>
      <section className={styles.part}>
        <h2>{t('ledger.retention')}</h2>
        <p>{t('ledger.retentionWhy')}</p>
        <Switch
          label={t('ledger.keepForEver')}
          checked={wish.days === null}
          onChange={(event) => form.set({ days: event.currentTarget.checked ? null : (days ?? usual) })}
        />
        {wish.days !== null && (
          <TextInput
            className={styles.narrow}
            label={t('ledger.keepDays')}
            type="number"
            min={1}
            max={3650}
            required
            withAsterisk={false}
            error={form.problems.days}
            value={String(wish.days || '')}
            onChange={(event) => form.set({ days: Number(event.currentTarget.value) })}
          />
        )}
      </section>
    </WishForm>
  )
}
