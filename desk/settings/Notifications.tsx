/** What one wants to hear of, in which ways, and when not. */
import '@mantine/core/styles/Checkbox.layer.css'
import { Checkbox, NativeSelect, Switch, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { twoTones } from '../../shared/tones.ts'
import { type Answers, api, client } from '../api.ts'
import styles from './Notifications.module.css'
import { PushHere } from './PushHere.tsx'
import sheet from './Settings.module.css'
import { Sheet } from './Sheet.tsx'
import { useWish } from './useWish.ts'
import { WishForm } from './WishForm.tsx'

type Chosen = Answers['notifications']['settings']

const kinds = [
  'mention',
  'assigned',
  'answered',
  'followed',
  'snooze_ended',
  'send_failed',
  'reply_stopped',
  'new_ticket',
  'chat_quiet',
] as const
const ways = ['app', 'push', 'email'] as const

export function Notifications() {
  const { t } = useTranslation()
  const { data, isPending } = useQuery(api.notifications.settings.queryOptions())
  return (
    <Sheet title={t('settings.notifications')} why={t('notifications.why')} isPending={isPending}>
      <PushHere />
      {data && <Form saved={data} />}
    </Sheet>
  )
}

function Form({ saved }: { saved: Chosen }) {
  const { t } = useTranslation()
  const form = useWish('notifications', saved, (wish) => client.notifications.changeSettings(wish), api.notifications.settings.key())
  const { wish, set, problems } = form
  const toggle = (kind: (typeof kinds)[number], way: (typeof ways)[number], isOn: boolean) =>
    set({ ways: { ...wish.ways, [kind]: ways.filter((one) => (one === way ? isOn : wish.ways[kind].includes(one))) } })
  return (
    <WishForm form={form} className={styles.form}>
      <section className={sheet.part}>
        <table className={styles.matrix}>
          <thead>
            <tr>
              <th scope="col">{t('notifications.of')}</th>
              {ways.map((way) => (
                <th scope="col" key={way}>
                  {t(`notifications.way.${way}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {kinds.map((kind) => (
              <tr key={kind}>
                <th scope="row">{t(`notifications.kind.${kind}`)}</th>
                {ways.map((way) => (
                  <td key={way}>
                    <Checkbox
                      aria-label={`${t(`notifications.kind.${kind}`)}: ${t(`notifications.way.${way}`)}`}
                      checked={wish.ways[kind].includes(way)}
                      onChange={(event) => toggle(kind, way, event.currentTarget.checked)}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {wish.ways.new_ticket.length > 0 && (
          <NativeSelect
            className={sheet.narrow}
            label={t('notifications.newTickets')}
            value={wish.newTickets}
            data={(['teams', 'all'] as const).map((value) => ({ value, label: t(`notifications.newTickets.${value}`) }))}
            onChange={(event) => set({ newTickets: event.currentTarget.value === 'all' ? 'all' : 'teams' })}
          />
        )}
      </section>
      <section className={sheet.part}>
        <Switch
          label={t('notifications.quiet')}
          description={t('notifications.quietWhy')}
          checked={wish.quiet !== null}
          onChange={(event) => set({ quiet: event.currentTarget.checked ? { from: '20:00', until: '08:00' } : null })}
        />
        {wish.quiet && (
          <div className={sheet.buttons}>
            <TextInput
              type="time"
              required
              withAsterisk={false}
              label={t('notifications.quietFrom')}
              error={problems.quiet}
              value={wish.quiet.from}
              onChange={(event) => wish.quiet && set({ quiet: { ...wish.quiet, from: event.currentTarget.value } })}
            />
            <TextInput
              type="time"
              required
              withAsterisk={false}
              label={t('notifications.quietUntil')}
              value={wish.quiet.until}
              onChange={(event) => wish.quiet && set({ quiet: { ...wish.quiet, until: event.currentTarget.value } })}
            />
          </div>
        )}
        <Switch
          label={t('notifications.sound')}
          description={t('notifications.soundWhy')}
          checked={wish.hasSound}
          onChange={(event) => {
            set({ hasSound: event.currentTarget.checked })
            if (event.currentTarget.checked) twoTones(0.08)
          }}
        />
      </section>
    </WishForm>
  )
}
