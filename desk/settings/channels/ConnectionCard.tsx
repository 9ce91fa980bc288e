/** One connection: how it does at a glance, and opened what it is set to. */
import { Button, Skeleton } from '@mantine/core'
import { type ComponentType, Suspense, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { api, client } from '../../api.ts'
import { channelIcons, WarningIcon } from '../../icons.tsx'
import { lazyPart } from '../../lazyPart.ts'
import { ahead, amount, useNow } from '../../time.ts'
import { AskButton } from '../AskButton.tsx'
import { attempt } from '../attempt.ts'
import { SaveBar } from '../SaveBar.tsx'
import styles from '../Settings.module.css'
import { useWish } from '../useWish.ts'
import channelStyles from './channels.module.css'
import { FormFields } from './FormFields.tsx'
import { type ChannelForm, type Connection, filled, isSecretOf, nameKey, standing, stepsFor } from './shapes.ts'
import { VendorCheck } from './VendorCheck.tsx'
import { Webhook } from './Webhook.tsx'

interface Props {
  connection: Connection
  form: ChannelForm
  isOpen: boolean
  onToggle: () => void
}

/** Where setting up takes more than what the form asks. */
const guides: Partial<Record<Connection['channel'], ComponentType<{ connection: Connection; form: ChannelForm }>>> = {
  email: lazyPart(() => import('../mail/Guide.tsx').then(({ Guide }) => ({ default: Guide }))),
}

/** From here on the end of an access is said in warning colour, in milliseconds. */
const soon = 7 * 86_400_000

export function ConnectionCard({ connection, form, isOpen, onToggle }: Props) {
  const { t } = useTranslation()
  const now = useNow()
  const id = useId()
  const { health, channel, name, address } = connection
  const Sign = channelIcons[channel]
  const Guide = guides[channel]
  const since = (at: string | null, word: 'lastIn' | 'lastOut') =>
    at ? t(`channels.${word}`, { ago: ahead(Math.min(0, Date.parse(at) - now)) }) : t(`channels.${word}None`)
  const left = health.expiresAt === null ? undefined : Date.parse(health.expiresAt) - now
  return (
    <section className={channelStyles.card} aria-label={name} data-state={health.state}>
      <div className={channelStyles.head}>
        <Sign size={22} />
        <div className={styles.who}>
          <b>{name}</b>
          <span className="quiet">{name === address ? t(`channel.${channel}`) : `${t(`channel.${channel}`)} · ${address}`}</span>
        </div>
        <span className={styles.mark} data-good={health.state === 'working' || undefined} data-bad={health.state === 'broken' || undefined}>
          {t(`channels.state.${health.state}`)}
        </span>
        <Button
          size="xs"
          variant="default"
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          aria-label={t('channels.detailsOf', { name })}
          onClick={onToggle}
        >
          {t('channels.details')}
        </Button>
      </div>
      <p className={channelStyles.glance}>
        <span>{since(health.lastInAt, 'lastIn')}</span>
        <span>{since(health.lastOutAt, 'lastOut')}</span>
        <span data-bad={health.day.failed > 0 || undefined}>
          {t('channels.day', {
            in: amount(health.day.in),
            out: amount(health.day.out),
            failed: amount(health.day.failed),
            rate: rate(health.day),
          })}
        </span>
        {left !== undefined && (
          <span data-bad={left < soon || undefined}>{t(left > 0 ? 'channels.expires' : 'channels.expired', { ahead: ahead(left) })}</span>
        )}
        {health.waiting > 0 && <span data-bad>{t('channels.waiting', { count: health.waiting })}</span>}
      </p>
      {health.state === 'broken' && (
        <p className={channelStyles.broken} role="status">
          <WarningIcon size={16} />
          <span>
            <b>{t('channels.brokenWhy')}</b> <q>{health.failure}</q> {t('channels.brokenDo')}
          </span>
        </p>
      )}
      {health.state !== 'broken' && health.failure && health.failedAt && (
        <p className={channelStyles.lastFailure}>
          {t('channels.lastFailure', { ago: ahead(Math.min(0, Date.parse(health.failedAt) - now)) })} <q>{health.failure}</q>
        </p>
      )}
      {isOpen && (
        <div id={id} className={channelStyles.open}>
          {Guide ? (
            <Suspense fallback={<Skeleton height={240} />}>
              <Guide connection={connection} form={form} />
            </Suspense>
          ) : (
            connection.webhookUrl && <Webhook url={connection.webhookUrl} steps={stepsFor(form, connection)} health={health} />
          )}
          <VendorCheck connection={connection} />
          <ConnectionForm connection={connection} form={form} />
          <Ending connection={connection} />
        </div>
      )}
    </section>
  )
}

/** How much of what went out failed, in percent. */
const rate = ({ out, failed }: Connection['health']['day']) =>
  amount(out === 0 ? 0 : (100 * failed) / out, failed > 0 && failed * 10 < out ? 1 : 0)

function ConnectionForm({ connection, form }: { connection: Connection; form: ChannelForm }) {
  const { id } = connection
  const wished = useWish(
    `channels.${id}`,
    standing(form, connection),
    (wish) => client.connections.change({ id, name: String(wish[nameKey] ?? ''), values: filled(form, wish) }),
    api.connections.key(),
    isSecretOf(form),
  )
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        wished.save()
      }}
    >
      <FormFields form={form} wish={wished.wish} problems={wished.problems} set={connection.secrets} onChange={wished.set} />
      <SaveBar {...wished} />
    </form>
  )
}

function Ending({ connection: { id, name, isEnabled, health } }: { connection: Connection }) {
  const { t } = useTranslation()
  const turn = () =>
    attempt(() => client.connections.change({ id, isEnabled: !isEnabled }), {
      changes: api.connections.key(),
      problem: t('settings.notSaved'),
      done: t(isEnabled ? 'channels.turnedOff' : 'channels.turnedOn', { name }),
    })
  const waiting = health.waiting > 0 ? ` ${t('channels.disconnectWaiting', { count: health.waiting })}` : ''
  return (
    <div className={styles.buttons}>
      {isEnabled ? (
        <AskButton label={t('channels.turnOff')} question={t('channels.turnOffAsk', { name })} onYes={turn} />
      ) : (
        <Button variant="default" onClick={turn}>
          {t('channels.turnOn')}
        </Button>
      )}
      <AskButton
        label={t('channels.disconnect')}
        question={`${t('channels.disconnectAsk', { name })}${waiting}`}
        onYes={() =>
          attempt(() => client.connections.remove({ id }), {
            changes: api.connections.key(),
            problem: t('settings.notRemoved'),
            done: t('channels.disconnected', { name }),
          })
        }
      />
    </div>
  )
}
