/** The left pane: where one can go, how much waits there, whether the screen is in sync, and who sits here. */
import { ActionIcon, Kbd, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api } from '../api.ts'
import { GearIcon, PlusIcon, SearchIcon } from '../icons.tsx'
import { printed } from '../keys.ts'
import logo from '../logo.svg'
import { viewName } from '../views/viewName.ts'
import { Bell } from './Bell.tsx'
import { Myself } from './Myself.tsx'
import styles from './Navigation.module.css'
import { closeNavigation } from './NavigationDrawer.tsx'
import { OwnViews } from './OwnViews.tsx'
import { SyncLine } from './SyncLine.tsx'
import { UnreadCount } from './Unread.tsx'
import { ViewLink } from './ViewLink.tsx'

/** On a phone the navigation lies over the page, and goes away first. */
const leaveFor = (what: () => void) => () => {
  closeNavigation()
  what()
}

export function Navigation({ onPalette, onKeys, onBell }: { onPalette: () => void; onKeys: () => void; onBell: () => void }) {
  const { t } = useTranslation()
  const { data } = useQuery(api.views.list.queryOptions())
  const { data: counted } = useQuery(api.views.counts.queryOptions())
  const views = data?.views ?? []
  const counts = counted?.counts ?? {}
  const own = views.filter((view) => !view.isStanding)
  return (
    <nav className={styles.pane} aria-label={t('nav.label')}>
      <div className={styles.top}>
        <Link to="/inbox/{-$view}/{-$ticket}" params={{ view: 'mine' }} className={styles.brand} onClick={closeNavigation}>
          <img src={logo} alt="" width={22} height={22} />
          Warmline
        </Link>
        <Bell onOpen={leaveFor(onBell)} />
      </div>
      <UnstyledButton className={styles.link} onClick={leaveFor(onPalette)}>
        <SearchIcon />
        <span className={styles.name}>{t('nav.palette')}</span>
        <Kbd size="xs">{printed('mod+k')}</Kbd>
      </UnstyledButton>
      <div className={styles.views}>
        <h2 className={styles.heading}>
          {t('nav.inbox')}
          <UnreadCount />
        </h2>
        {views
          .filter((view) => view.isStanding)
          .map((view) => (
            <ViewLink key={view.id} view={view} name={viewName(view, t)} count={counts[view.id]} />
          ))}
        <h2 className={styles.heading}>
          {t('nav.views')}
          <ActionIcon
            renderRoot={(props) => (
              <Link
                {...props}
                to="/inbox/{-$view}/{-$ticket}"
                params={{ view: 'all' }}
                search={{ edit: 'new' }}
                onClick={closeNavigation}
              />
            )}
            variant="subtle"
            color="gray"
            size={24}
            aria-label={t('view.create')}
            title={t('view.create')}
          >
            <PlusIcon size={14} />
          </ActionIcon>
        </h2>
        {own.length > 0 && <OwnViews views={own} counts={counts} />}
        {data && own.length === 0 && <p className={styles.none}>{t('nav.noViews')}</p>}
      </div>
      <Link to="/settings/{-$page}" className={styles.link} activeProps={{ 'aria-current': 'page' }} onClick={closeNavigation}>
        <GearIcon />
        <span className={styles.name}>{t('nav.settings')}</span>
      </Link>
      <SyncLine />
      <Myself onKeys={leaveFor(onKeys)} />
    </nav>
  )
}
