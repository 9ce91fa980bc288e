/** The tags in rows; only those in sight are drawn, since an account may have thousands. */
import { Button } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Answers, api, client, type Tag } from '../api.ts'
import { attempt } from './attempt.ts'
import { RemoveButton } from './RemoveButton.tsx'
import styles from './Settings.module.css'
import { TagForm } from './TagForm.tsx'
import { TagMerge } from './TagMerge.tsx'
import { useSayUsage } from './useSayUsage.ts'

type Usage = Answers['tags']['usage']['usage']

interface Props {
  tags: Tag[]
  /** Also those that the search leaves out. */
  all: Tag[]
  usage: Usage | undefined
  mayEdit: boolean
}

export function TagList({ tags, all, usage, mayEdit }: Props) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<{ key: string; what: 'edit' | 'merge' }>()
  const list = useRef<HTMLUListElement>(null)
  const [top, setTop] = useState(0)
  const scroller = () => list.current?.closest<HTMLElement>('[data-scroller]') ?? null
  // What stands above (a form, the search) comes and goes. Less than a pixel is no change, or measuring would never end.
  useLayoutEffect(() => {
    const now = offsetWithin(list.current, scroller())
    if (Math.abs(now - top) > 1) setTop(now)
  })
  const rows = useVirtualizer({
    count: tags.length,
    getScrollElement: scroller,
    estimateSize: () => 57,
    getItemKey: (at) => tags[at]?.key ?? at,
    scrollMargin: top,
    overscan: 8,
  })
  const used = useMemo(() => new Map(usage?.map((one) => [one.key, one])), [usage])
  return (
    <ul
      ref={list}
      className={styles.rows}
      style={{ position: 'relative', height: rows.getTotalSize() + 2 }}
      aria-label={t('settings.tags')}
    >
      {rows.getVirtualItems().map(({ index, key, start }) => {
        const tag = tags[index]
        if (!tag) return null
        const what = open?.key === tag.key ? open.what : undefined
        return (
          <li
            key={key}
            ref={rows.measureElement}
            data-index={index}
            aria-setsize={tags.length}
            aria-posinset={index + 1}
            className={styles.windowed}
            style={{ transform: `translateY(${start - top}px)` }}
          >
            {what === 'edit' ? (
              <div className={styles.inRow}>
                <TagForm tag={tag} onDone={() => setOpen(undefined)} />
              </div>
            ) : (
              <Row
                tag={tag}
                usage={used.get(tag.key)}
                isCounted={usage !== undefined}
                mayEdit={mayEdit}
                onOpen={(wish) => setOpen({ key: tag.key, what: wish })}
              />
            )}
            {what === 'merge' && <TagMerge tag={tag} tags={all} onDone={() => setOpen(undefined)} />}
          </li>
        )
      })}
    </ul>
  )
}

/** How far below the scroller's own beginning something stands, however far that is scrolled. */
function offsetWithin(inner: HTMLElement | null, scroller: HTMLElement | null): number {
  if (!inner || !scroller) return 0
  return Math.round(inner.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop)
}

interface RowProps {
  tag: Tag
  usage: Usage[number] | undefined
  isCounted: boolean
  mayEdit: boolean
  onOpen: (what: 'edit' | 'merge') => void
}

function Row({ tag, usage, isCounted, mayEdit, onOpen }: RowProps) {
  const { t } = useTranslation()
  const sayUsage = useSayUsage()
  return (
    <div className={styles.row}>
      <div className={styles.who}>
        <b>{tag.name}</b>
        <span className="quiet">{tag.description || tag.keywords.join(', ')}</span>
      </div>
      {isCounted && <span className={styles.used}>{usage ? sayUsage(usage, true) : t('tagUse.none')}</span>}
      {tag.isAuto && <span className={styles.mark}>{t('tags.auto')}</span>}
      {mayEdit && (
        <>
          <Button size="xs" variant="default" aria-label={t('tags.editOne', { name: tag.name })} onClick={() => onOpen('edit')}>
            {t('common.edit')}
          </Button>
          <Button size="xs" variant="default" aria-label={t('tagMerge.of', { name: tag.name })} onClick={() => onOpen('merge')}>
            {t('tagMerge.open')}
          </Button>
          <RemoveButton
            label={t('tags.remove', { name: tag.name })}
            question={t('tags.removeAsk', { name: tag.name })}
            onRemove={() =>
              attempt(() => client.tags.remove({ key: tag.key }), {
                changes: api.tags.key(),
                problem: t('settings.notRemoved'),
                done: t('tags.removed', { name: tag.name }),
              })
            }
          />
        </>
      )}
    </div>
  )
}
