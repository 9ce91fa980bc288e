/** What to do at the vendor's, the address to give it, and whether its calls arrive. */
import { useTranslation } from 'react-i18next'
import { spoken } from '../../i18n.ts'
import { ahead } from '../../time.ts'
import { useSeconds } from '../../useSeconds.ts'
import { CopyLine } from '../CopyLine.tsx'
import styles from '../Settings.module.css'
import channelStyles from './channels.module.css'
import type { Connection, Label } from './shapes.ts'

interface Props {
  url: string
  steps: Label[]
  health: Connection['health']
}

export function Webhook({ url, steps, health }: Props) {
  const { t } = useTranslation()
  const now = useSeconds()
  const ago = (at: string) => ahead(Math.min(0, Date.parse(at) - now))
  const arrived = [health.lastInAt, health.lastTestAt]
    .flatMap((at) => at ?? [])
    .sort()
    .at(-1)
  const { refusedAt, refusal } = health
  const isRefused = refusedAt !== null && (!arrived || refusedAt > arrived)
  const stepWords = steps.map((step) => step[spoken()])
  return (
    <section className={channelStyles.webhook} aria-label={t('channels.webhook')}>
      <h3>{t('channels.atVendor')}</h3>
      <ol className={channelStyles.steps}>
        {stepWords.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <CopyLine label={t('channels.webhook')} value={url} />
      <p role="status" className={channelStyles.live} data-good={(arrived && !isRefused) || undefined} data-bad={isRefused || undefined}>
        <span className={channelStyles.dot} />
        {isRefused && refusedAt
          ? t('channels.callRefused', { ago: ago(refusedAt), why: refusal })
          : arrived
            ? t('channels.received', { ago: ago(arrived) })
            : t('channels.waitingForCall')}
      </p>
      {isRefused && <p className={styles.used}>{t('channels.callRefusedDo')}</p>}
    </section>
  )
}
