/** Which view this is, how much is in it, in which order; and the way to make or change one. */
import { Button, Menu } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, type View } from '../api.ts'
import { countText } from '../frame/countText.ts'
import { NavigationButton } from '../frame/NavigationDrawer.tsx'
import { CheckIcon, ChevronDownIcon } from '../icons.tsx'
import { ViewMenu } from '../views/ViewMenu.tsx'
import { viewName } from '../views/viewName.ts'
import styles from './ListHeader.module.css'
import type { Listed } from './listQuery.ts'
import { type InboxSearch, sorts } from './search.ts'
import type { Narrow } from './useNarrowing.ts'

interface Props {
  view: View
  search: InboxSearch
  asked: Listed
  onNarrow: Narrow
}

export function ListHeader({ view, search, asked, onNarrow }: Props) {
  const { t } = useTranslation()
  const sort = search.sort ?? view.sort
  const name = viewName(view, t)
  return (
    <header className={styles.header}>
      <NavigationButton />
      <h1 className={styles.name} title={name}>
        {name}
      </h1>
      <Count view={view} asked={asked} />
      <span className={styles.space} />
      <ViewMenu view={view} onEdit={() => onNarrow((now) => ({ ...now, edit: 'view' }))} />
      <Menu position="bottom-end" width={200}>
        <Menu.Target>
          <Button
            size="compact-sm"
            variant="default"
            h={28}
            px="xs"
            fz="xs"
            fw={500}
            rightSection={<ChevronDownIcon size={12} />}
            aria-label={t('list.sortedBy', { sort: t(`sort.${sort}`) })}
          >
            {t(`sort.${sort}`)}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {sorts.map((one) => (
            <Menu.Item
              key={one}
              rightSection={one === sort && <CheckIcon size={16} />}
              onClick={() => onNarrow((now) => ({ ...now, sort: one }))}
            >
              {t(`sort.${one}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </header>
  )
}

/** The view's own number, or that of the narrowed list. */
function Count({ view, asked }: { view: View; asked: Listed }) {
  const { t } = useTranslation()
  const { filter, status } = asked
  const whole = useQuery({ ...api.views.counts.queryOptions(), enabled: !filter })
  const narrowed = useQuery({
    ...api.views.count.queryOptions({ input: { filter: filter ?? { all: [] }, status: status ?? 'open' } }),
    enabled: filter !== undefined,
    placeholderData: (before: { count: number } | undefined) => before,
  })
  const count = filter ? narrowed.data?.count : whole.data?.counts[view.id]
  if (count === undefined) return null
  const shown = countText(count)
  const said = !filter && view.id === 'spam' ? shown : t(`list.count.${status ?? 'open'}`, { shown })
  return (
    <span className={styles.count} data-whole={!filter || undefined} title={said}>
      <span className={styles.said}>{said}</span>
      <span className={styles.bare} aria-hidden="true">
        {shown}
      </span>
    </span>
  )
}
