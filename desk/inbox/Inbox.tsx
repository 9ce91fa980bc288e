/** The inbox: the list of a view, the ticket that is open, and what is known about it; on a phone one page after the other. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Suspense, useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api.ts'
import { lazyPart } from '../lazyPart.ts'
import { LookedFor } from '../search/useFound.ts'
import { wordsOfFilter } from '../search/words.ts'
import { PaneSkeleton } from '../tickets/PaneSkeleton.tsx'
import { EditorSkeleton } from '../views/EditorSkeleton.tsx'
import { EmptyPane } from './EmptyPane.tsx'
import styles from './Inbox.module.css'
import { ListPane } from './ListPane.tsx'
import { PhoneBar } from './PhoneBar.tsx'
import { PropertiesColumn } from './PropertiesColumn.tsx'
import { bringTicketParts, Properties, TicketPane } from './ticketParts.ts'
import { useNarrowing } from './useNarrowing.ts'

const ViewEditor = lazyPart(() => import('../views/ViewEditor.tsx').then(({ ViewEditor }) => ({ default: ViewEditor })))

export function Inbox() {
  const { t } = useTranslation()
  const { view: viewId = 'mine', ticket: ticketId } = useParams({ from: '/inside/inbox/{-$view}/{-$ticket}' })
  const [search, narrow] = useNarrowing(viewId)
  const navigate = useNavigate()
  const { data } = useQuery(api.views.list.queryOptions())
  const found = data?.views.find((one) => one.id === viewId)
  /** A view that is deleted by somebody else while it is being changed here stays until that is done. */
  const lastFound = useRef(found)
  if (found || lastFound.current?.id !== viewId || !search.edit) lastFound.current = found
  const view = lastFound.current
  const [isProperties, setProperties] = useState(false)
  /** The tickets of the list in their order, and where the open one stood in it. */
  const order = useRef<{ ids: string[]; at: number }>({ ids: [], at: -1 })
  const [isEmpty, setEmpty] = useState(false)

  const open = useCallback(
    (id: string | undefined, replace = false, message?: string) => {
      setProperties(false)
      bringTicketParts()
      navigate({
        to: '/inbox/{-$view}/{-$ticket}',
        params: { view: viewId, ticket: id },
        search: ({ edit: _, message: _m, find: _f, ...rest }) => (message ? { ...rest, message } : rest),
        replace,
      })
    },
    [navigate, viewId],
  )
  const setOrder = useCallback((ids: string[], openId: string | undefined) => {
    const at = openId ? ids.indexOf(openId) : -1
    order.current = { ids, at: at === -1 ? order.current.at : at }
    setEmpty(ids.length === 0)
  }, [])
  /** Closing a ticket leads to the next one in the list, or to the one before at its end. */
  const openNext = useCallback(() => {
    const { ids, at } = order.current
    const here = ticketId ? ids.indexOf(ticketId) : -1
    const next = here === -1 ? (ids[at] ?? ids[at - 1]) : (ids[here + 1] ?? ids[here - 1])
    open(next, true)
  }, [ticketId, open])

  const words = search.find ?? wordsOfFilter(search.filter)
  const looked = useMemo(() => ({ words, messageId: search.message }), [words, search.message])

  const page = search.edit ? 'editor' : !ticketId ? 'list' : isProperties ? 'properties' : 'ticket'
  return (
    <main className={styles.inbox} data-page={page}>
      <section className={styles.list} aria-label={t('list.label')}>
        {view && (
          <ListPane key={view.id} view={view} search={search} ticketId={ticketId} onNarrow={narrow} onOpen={open} onOrder={setOrder} />
        )}
        {data && !view && <EmptyPane title={t('list.noSuchView')} text={t('list.noSuchViewWhy')} />}
      </section>
      {search.edit && (view || !data) ? (
        <section className={styles.editor} aria-label={t(search.edit === 'new' ? 'view.create' : 'view.edit')}>
          {view ? (
            <Suspense fallback={<EditorSkeleton />}>
              <ViewEditor
                key={search.edit + view.id}
                view={view}
                isNew={search.edit === 'new'}
                isGone={!found}
                search={search}
                onNarrow={narrow}
              />
            </Suspense>
          ) : (
            <EditorSkeleton />
          )}
        </section>
      ) : ticketId ? (
        <>
          <div className={styles.ticket}>
            <PhoneBar
              title={t('list.ticket')}
              onBack={() => (isProperties ? setProperties(false) : open(undefined))}
              onProperties={isProperties ? undefined : () => setProperties(true)}
            />
            <div className={styles.pane}>
              <LookedFor value={looked}>
                <Suspense fallback={<PaneSkeleton />}>
                  <TicketPane ticketId={ticketId} onClosed={openNext} />
                </Suspense>
              </LookedFor>
            </div>
          </div>
          <PropertiesColumn isPage={isProperties} onBack={() => setProperties(false)}>
            <Suspense fallback={null}>
              <Properties ticketId={ticketId} />
            </Suspense>
          </PropertiesColumn>
        </>
      ) : (
        <section className={styles.nothing} aria-label={t('list.ticket')}>
          <EmptyPane title={t('list.nothingOpen')} text={t(isEmpty ? 'list.nothingToOpen' : 'list.nothingOpenWhy')} />
        </section>
      )}
    </main>
  )
}
