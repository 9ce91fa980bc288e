/** One view in the navigation with its live count; hovering already asks for its list. */
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { View } from '../api.ts'
import { prefetchList } from '../inbox/listQuery.ts'
import { countText } from './countText.ts'
import styles from './Navigation.module.css'
import { closeNavigation } from './NavigationDrawer.tsx'
import { iconOf } from './viewIcon.ts'

interface Props {
  view: View
  name: string
  count: number | undefined
  isMovable?: boolean
}

export function ViewLink({ view, name, count, isMovable = false }: Props) {
  const { t } = useTranslation()
  const Icon = iconOf(view)
  return (
    <Link
      to="/inbox/{-$view}/{-$ticket}"
      params={{ view: view.id, ticket: undefined }}
      search={{}}
      activeOptions={{ includeSearch: false }}
      activeProps={{ 'aria-current': 'page' }}
      className={styles.link}
      draggable={false}
      aria-keyshortcuts={isMovable ? 'Alt+ArrowUp Alt+ArrowDown' : undefined}
      onClick={closeNavigation}
      onPointerEnter={() => prefetchList({ view: view.id, sort: view.sort })}
    >
      <Icon />
      <span className={styles.name} title={name}>
        {name}
      </span>
      {count !== undefined && count > 0 && (
        <span className={styles.count}>
          {countText(count)} <span className="forReaders">{t('nav.openTickets')}</span>
        </span>
      )}
    </Link>
  )
}
