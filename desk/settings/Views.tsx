/** The saved views that one sees: who made them, who shares them, and the way to where they are changed. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api } from '../api.ts'
import { sayFilter } from '../filters/say.ts'
import { useConditions } from '../filters/useConditions.ts'
import { may, useMe } from '../session.ts'
import styles from './Settings.module.css'
import { Sheet } from './Sheet.tsx'

export function Views() {
  const { t } = useTranslation()
  const me = useMe()
  const navigate = useNavigate()
  const conditions = useConditions()
  const { data, isPending } = useQuery(api.views.list.queryOptions())
  const views = data?.views.filter(({ isStanding }) => !isStanding)
  const edit = (view: string, what: 'new' | 'view') =>
    navigate({ to: '/inbox/{-$view}/{-$ticket}', params: { view, ticket: undefined }, search: { edit: what } })
  return (
    <Sheet
      title={t('settings.views')}
      why={t('views.why')}
      action={<Button onClick={() => edit('all', 'new')}>{t('view.create')}</Button>}
      isPending={isPending}
    >
      {views?.length === 0 && <p className="quiet">{t('views.none')}</p>}
      {views && views.length > 0 && (
        <ul className={styles.rows} aria-label={t('settings.views')}>
          {views.map((view) => (
            <li key={view.id} className={styles.row}>
              <div className={styles.who}>
                <b>
                  <Link to="/inbox/{-$view}/{-$ticket}" params={{ view: view.id, ticket: undefined }}>
                    {view.name}
                  </Link>
                </b>
                <span className="quiet">
                  {[
                    conditions && sayFilter(view.filter, conditions),
                    !view.isMine && view.ownerName && t('views.by', { name: view.ownerName }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </div>
              <span className={styles.mark}>
                {t(view.isShared ? 'view.share.everyone' : view.teamIds.length > 0 ? 'view.share.teams' : 'view.share.me')}
              </span>
              {(view.isMine || may(me, 'setUp')) && (
                <Button
                  size="xs"
                  variant="default"
                  aria-label={t('views.editOne', { name: view.name })}
                  onClick={() => edit(view.id, 'view')}
                >
                  {t('common.edit')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  )
}
