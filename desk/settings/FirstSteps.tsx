/** The three things that a new shop has to do before customers reach it, each with its state; gone when all are done. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api } from '../api.ts'
import { CheckIcon } from '../icons.tsx'
import { span, useNow } from '../time.ts'
import styles from './Settings.module.css'

/** How often the live checks of these pages look again, milliseconds. */
export const lookEvery = 5000

export function FirstSteps() {
  const { t } = useTranslation()
  const now = useNow()
  const { data: email } = useQuery(api.settings.email.get.queryOptions({ refetchInterval: lookEvery }))
  const { data: hub } = useQuery(api.settings.hub.get.queryOptions({ refetchInterval: lookEvery }))
  const { data: start } = useQuery(api.start.state.queryOptions())
  // The demo's customers need none of it.
  if (!email || !hub || start?.isDemo !== false) return null
  const since = (at: string) => span(now - new Date(at).getTime())
  const steps = [
    { page: 'email', name: t('steps.address'), done: email.address },
    { page: 'email', name: t('steps.forward'), done: email.lastMailAt && t('email.lastMail', { span: since(email.lastMailAt) }) },
    { page: 'hub', name: t('steps.hub'), done: hub.lastShopperAt && t('hub.lastShopper', { span: since(hub.lastShopperAt) }) },
  ]
  if (steps.every(({ done }) => done)) return null
  return (
    <section className={styles.part} aria-label={t('steps.title')}>
      <h2>{t('steps.title')}</h2>
      <ol className={styles.steps}>
        {steps.map(({ page, name, done }, index) => (
          <li key={name} className={styles.step} data-done={done ? true : undefined}>
            <span className={styles.stepSign} aria-hidden="true">
              {done ? <CheckIcon size={16} /> : index + 1}
            </span>
            <Link to="/settings/{-$page}" params={{ page }}>
              {name}
            </Link>
            <span className="quiet">{done || t('steps.open')}</span>
          </li>
        ))}
      </ol>
      {email.outgoing === null && <p>{t('steps.noWayOut')}</p>}
    </section>
  )
}
