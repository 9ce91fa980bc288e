/** What can be done with a view: changed and deleted by whoever may, duplicated, moved and looked at otherwise by everyone. */
import { ActionIcon, Menu } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { columns } from '../../shared/columns.ts'
import { api, queries, type View } from '../api.ts'
import { ChevronLeftIcon, ChevronRightIcon, MoreIcon } from '../icons.tsx'
import { useMe } from '../session.ts'
import { columnsOf, showColumns, toggled } from './columns.ts'
import { moveView, placeOf } from './order.ts'
import { duplicateView, mayChange, removeView, useOpenView } from './saving.ts'
import styles from './ViewMenu.module.css'
import { viewName } from './viewName.ts'

export function ViewMenu({ view, onEdit }: { view: View; onEdit: () => void }) {
  const { t } = useTranslation()
  const me = useMe()
  const openView = useOpenView()
  const [page, setPage] = useState<'view' | 'columns'>('view')
  const list = useRef<HTMLDivElement>(null)
  // Where the menu's items are exchanged, the keyboard must not be left behind.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the page is what exchanges them
  useEffect(() => list.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus(), [page])
  const { at, of } = placeOf(queries.getQueryData<{ views: View[] }>(api.views.list.queryKey())?.views ?? [], view.id)
  const may = mayChange(view, me)
  const shown = columnsOf(view)
  const choose = (wish: Parameters<typeof showColumns>[1]) => showColumns(view, wish, t('view.columnsNotChanged'))
  return (
    <Menu position="bottom-end" width={240} onClose={() => setPage('view')}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={32} aria-label={t('view.more')}>
          <MoreIcon />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown className={styles.menu}>
        <div ref={list}>
          {page === 'columns' ? (
            <>
              <Menu.Item closeMenuOnClick={false} leftSection={<ChevronLeftIcon size={14} />} onClick={() => setPage('view')}>
                {t('common.back')}
              </Menu.Item>
              <Menu.Divider />
              {columns.map((column) => (
                <Menu.CheckboxItem
                  key={column}
                  checked={shown.includes(column)}
                  closeMenuOnClick={false}
                  onChange={() => choose((now) => toggled(now, column))}
                >
                  {t(`column.${column}`)}
                </Menu.CheckboxItem>
              ))}
              <Menu.Divider />
              <Menu.Item disabled={view.myColumns === null} onClick={() => choose(() => null)}>
                {t('view.columnsReset')}
              </Menu.Item>
            </>
          ) : (
            <>
              {!view.isStanding && (
                <Menu.Item disabled={!may} onClick={onEdit}>
                  {t('view.edit')}
                </Menu.Item>
              )}
              <Menu.Item onClick={() => duplicateView(view, t('view.copyOf', { name: viewName(view, t) }).slice(0, 80), openView)}>
                {t('view.duplicate')}
              </Menu.Item>
              <Menu.Item closeMenuOnClick={false} rightSection={<ChevronRightIcon size={14} />} onClick={() => setPage('columns')}>
                {t('view.columns')}
              </Menu.Item>
              {!view.isStanding && (
                <>
                  <Menu.Divider />
                  <Menu.Item disabled={at <= 0} onClick={() => moveView(view.id, at - 1)}>
                    {t('view.moveUp')}
                  </Menu.Item>
                  <Menu.Item disabled={at < 0 || at >= of - 1} onClick={() => moveView(view.id, at + 1)}>
                    {t('view.moveDown')}
                  </Menu.Item>
                  <Menu.Divider />
                  <Menu.Item color="red" disabled={!may} onClick={() => removeView(view, openView)}>
                    {t('view.remove')}
                  </Menu.Item>
                </>
              )}
              {!view.isStanding && !may && (
                <p className={styles.why}>{view.ownerName ? t('view.mayNotOf', { name: view.ownerName }) : t('view.mayNot')}</p>
              )}
            </>
          )}
        </div>
      </Menu.Dropdown>
    </Menu>
  )
}
