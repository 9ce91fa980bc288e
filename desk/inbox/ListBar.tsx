/** What narrows the list: a status, filters as chips; and once it differs from the view, a way to keep or drop that. */
import { Menu, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Filter } from '../../shared/filter.ts'
import type { View } from '../api.ts'
import { Chips } from '../filters/Chips.tsx'
import { finished, isEverything } from '../filters/tree.ts'
import { CheckIcon, ChevronDownIcon } from '../icons.tsx'
import styles from './ListBar.module.css'
import { type InboxSearch, statuses } from './search.ts'
import type { Narrow } from './useNarrowing.ts'

interface Props {
  view: View
  search: InboxSearch
  filter: Filter
  onFilter: (filter: Filter) => void
  onNarrow: Narrow
}

export function ListBar({ view, search, filter, onFilter, onNarrow }: Props) {
  const { t } = useTranslation()
  const { status } = search
  const isChanged = search.filter !== undefined && (!view.isStanding || !isEverything(finished(search.filter)))
  return (
    <div className={styles.bar}>
      <Menu position="bottom-start" width={200}>
        <Menu.Target>
          <UnstyledButton className={styles.status} data-chosen={status !== undefined || undefined}>
            {status ? t(`status.${status}`) : t('list.anyStatus')}
            <ChevronDownIcon size={12} />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item rightSection={!status && <CheckIcon size={16} />} onClick={() => onNarrow(({ status: _, ...rest }) => rest)}>
            {t('list.anyStatus')}
          </Menu.Item>
          {statuses.map((one) => (
            <Menu.Item
              key={one}
              rightSection={status === one && <CheckIcon size={16} />}
              onClick={() => onNarrow((now) => ({ ...now, status: one }))}
            >
              {t(`status.${one}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {!search.edit && <Chips filter={filter} onChange={onFilter} />}
      {!search.edit && (isChanged || view.id === 'all') && (
        <span className={styles.keep}>
          {isChanged && (
            <UnstyledButton className={styles.action} onClick={() => onNarrow(({ filter: _, ...rest }) => rest)}>
              {t('list.reset')}
            </UnstyledButton>
          )}
          <UnstyledButton className={styles.action} onClick={() => onNarrow((now) => ({ ...now, edit: 'new' }))}>
            {t(view.id === 'all' ? 'view.create' : 'view.saveAs')}
          </UnstyledButton>
        </span>
      )}
    </div>
  )
}
