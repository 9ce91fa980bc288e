/** The settings: one page at a time, those that an agent cannot use left out. */

import '../moreStyles.ts'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api.ts'
import { NavigationButton } from '../frame/NavigationDrawer.tsx'
import { ProblemPage } from '../frame/ProblemPage.tsx'
import { withWords } from '../i18n.ts'
import { lazyPart } from '../lazyPart.ts'
import { useLive } from '../live.ts'
import { useMe } from '../session.ts'
import { FindPage } from './FindPage.tsx'
import type { Page } from './pageNames.ts'
import { pagesFor } from './pages.ts'
import styles from './Settings.module.css'

const contents: Record<Page, ReturnType<typeof lazyPart>> = {
  profile: lazyPart(() => import('./Profile.tsx').then(({ Profile }) => ({ default: Profile }))),
  notifications: lazyPart(() => import('./Notifications.tsx').then(({ Notifications }) => ({ default: Notifications }))),
  shop: lazyPart(() => import('./Shop.tsx').then(({ Shop }) => ({ default: Shop }))),
  channels: lazyPart(() => import('./Channels.tsx').then(({ Channels }) => ({ default: Channels }))),
  email: lazyPart(() => import('./Email.tsx').then(({ Email }) => ({ default: Email }))),
  hub: lazyPart(() => import('./Hub.tsx').then(({ Hub }) => ({ default: Hub }))),
  faqs: lazyPart(() => import('./faqs/Faqs.tsx').then(({ Faqs }) => ({ default: Faqs }))),
  team: lazyPart(() => import('./Team.tsx').then(({ Team }) => ({ default: Team }))),
  teams: lazyPart(() => import('./Teams.tsx').then(({ Teams }) => ({ default: Teams }))),
  hours: lazyPart(() => import('./Hours.tsx').then(({ Hours }) => ({ default: Hours }))),
  audit: lazyPart(() => withWords(import('./Audit.tsx'), 'audit').then(({ Audit }) => ({ default: Audit }))),
  ledger: lazyPart(() => import('./Ledger.tsx').then(({ Ledger }) => ({ default: Ledger }))),
  tags: lazyPart(() => import('./Tags.tsx').then(({ Tags }) => ({ default: Tags }))),
  macros: lazyPart(() => import('./Macros.tsx').then(({ Macros }) => ({ default: Macros }))),
  views: lazyPart(() => import('./Views.tsx').then(({ Views }) => ({ default: Views }))),
  rules: lazyPart(() => import('./Rules.tsx').then(({ Rules }) => ({ default: Rules }))),
  blocked: lazyPart(() => import('./BlockedSenders.tsx').then(({ BlockedSenders }) => ({ default: BlockedSenders }))),
  model: lazyPart(() => import('./Model.tsx').then(({ Model }) => ({ default: Model }))),
  keys: lazyPart(() => import('./ApiKeys.tsx').then(({ ApiKeys }) => ({ default: ApiKeys }))),
}

const show = (item: HTMLLIElement | null) => item?.scrollIntoView({ block: 'nearest', inline: 'nearest' })

export function Settings() {
  const { t } = useTranslation()
  const me = useMe()
  const navigate = useNavigate()
  const { page: wished } = useParams({ from: '/inside/settings/{-$page}' })
  // Asked for early, since almost every page of these names agents or teams.
  useQuery(api.agents.list.queryOptions())
  useLive(['tags', 'rules'])
  const pages = pagesFor(me)
  const page = pages.find((one) => one === (wished ?? 'profile'))
  if (!page) return <ProblemPage />
  const Content = contents[page]
  return (
    <main className={styles.settings}>
      <nav className={styles.pages} aria-label={t('nav.settings')}>
        <div className={styles.head}>
          <NavigationButton />
          <h1 className={styles.title}>{t('nav.settings')}</h1>
        </div>
        <FindPage pages={pages} onOpen={(one) => navigate({ to: '/settings/{-$page}', params: { page: one } })}>
          {(found) => (
            <ul>
              {found.map(({ page: one, label }) => (
                // Where they are a strip, as on a phone, the one that is open is scrolled to.
                <li key={one} ref={one === page ? show : undefined}>
                  <Link
                    to="/settings/{-$page}"
                    params={{ page: one }}
                    className={styles.page}
                    aria-current={one === page ? 'page' : undefined}
                  >
                    <span>{t(`settings.${one}`)}</span>
                    {label && <span className={styles.foundLabel}>{label}</span>}
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </FindPage>
      </nav>
      <div className={styles.content} data-scroller>
        <Suspense fallback={null}>
          <Content key={page} />
        </Suspense>
      </div>
    </main>
  )
}
