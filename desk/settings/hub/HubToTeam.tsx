/** A mail to the team for each new chat (R94), and to whom. */
import { Switch, TagsInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Answers } from '../../api.ts'
import styles from '../Settings.module.css'

type Settings = Answers['settings']['hub']['get']
export type ToTeam = Pick<Settings, 'notifies' | 'notifyTo'>

interface Props {
  wish: ToTeam
  set: (fields: Partial<ToTeam>) => void
  problem: string | undefined
}

export function HubToTeam({ wish, set, problem }: Props) {
  const { t } = useTranslation()
  const wrong = wish.notifyTo.find((address) => !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(address))
  return (
    <section className={styles.part}>
      <h2>{t('hub.toTeam')}</h2>
      <Switch
        label={t('hub.notifies')}
        description={t('hub.notifiesWhy')}
        checked={wish.notifies}
        onChange={(event) => set({ notifies: event.currentTarget.checked })}
      />
      {wish.notifies && (
        <TagsInput
          type="email"
          label={t('hub.notifyTo')}
          description={t('hub.notifyToWhy')}
          maxTags={20}
          splitChars={[',', ';', ' ']}
          acceptValueOnBlur
          error={wrong ? t('hub.notifyToWrong', { address: wrong }) : problem}
          value={wish.notifyTo}
          onChange={(notifyTo) => set({ notifyTo })}
        />
      )}
    </section>
  )
}
