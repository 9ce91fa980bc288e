/** What the hub says by itself: outside office hours, when all are busy, and by mail to a shopper who has gone. */
import { NativeSelect, Switch, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Answers } from '../../api.ts'
import styles from '../Settings.module.css'

type Settings = Answers['settings']['hub']['get']
type Texts = Settings['texts']['en']
export type ByItself = Pick<Settings, 'sendsAway' | 'busyMinutes' | 'sendsFollowUp' | 'asksEmail' | 'asksRating'>

const minutes = [2, 3, 5, 10, 15, 30]

interface Props {
  wish: ByItself
  set: (fields: Partial<ByItself>) => void
  language: string
  texts: Texts
  say: (fields: Partial<Texts>) => void
}

export function HubByItself({ wish, set, language, texts, say }: Props) {
  const { t, i18n } = useTranslation()
  const length = (value: number) =>
    new Intl.NumberFormat(i18n.language, { style: 'unit', unit: 'minute', unitDisplay: 'long' }).format(value)
  const choices = [...new Set([...minutes, ...(wish.busyMinutes ? [wish.busyMinutes] : [])])].sort((a, b) => a - b)
  const inLanguage = new Intl.DisplayNames(i18n.language, { type: 'language' }).of(language)
  return (
    <section className={styles.part}>
      <h2>{t('hub.byItself')}</h2>
      <Switch
        label={t('hub.sendsAway')}
        description={t('hub.sendsAwayWhy')}
        checked={wish.sendsAway}
        onChange={(event) => set({ sendsAway: event.currentTarget.checked })}
      />
      {wish.sendsAway && (
        <Textarea
          autosize
          minRows={2}
          maxRows={8}
          maxLength={1000}
          label={t('hub.awayText', { language: inLanguage })}
          description={t('hub.awayTextWhy', { variable: '{{opens}}' })}
          lang={language}
          dir="auto"
          value={texts.away}
          onChange={(event) => say({ away: event.currentTarget.value })}
        />
      )}
      <Switch
        label={t('hub.asksEmail')}
        description={t('hub.asksEmailWhy')}
        checked={wish.asksEmail}
        onChange={(event) => set({ asksEmail: event.currentTarget.checked })}
      />
      <NativeSelect
        className={styles.narrow}
        label={t('hub.busy')}
        description={t('hub.busyWhy')}
        value={wish.busyMinutes ?? ''}
        data={[
          { value: '', label: t('hub.busyNever') },
          ...choices.map((value) => ({ value: String(value), label: t('hub.busyAfter', { time: length(value) }) })),
        ]}
        onChange={(event) => set({ busyMinutes: Number(event.currentTarget.value) || null })}
      />
      {wish.busyMinutes !== null && (
        <Textarea
          autosize
          minRows={2}
          maxRows={8}
          maxLength={1000}
          label={t('hub.busyText', { language: inLanguage })}
          lang={language}
          dir="auto"
          value={texts.busy}
          onChange={(event) => say({ busy: event.currentTarget.value })}
        />
      )}
      <Switch
        label={t('hub.sendsFollowUp')}
        description={t('hub.sendsFollowUpWhy')}
        checked={wish.sendsFollowUp}
        onChange={(event) => set({ sendsFollowUp: event.currentTarget.checked })}
      />
      <Switch
        label={t('hub.asksRating')}
        description={t('hub.asksRatingWhy')}
        checked={wish.asksRating}
        onChange={(event) => set({ asksRating: event.currentTarget.checked })}
      />
    </section>
  )
}
