/** The saved views in the order that one gave them: dragged, or moved with Alt and the arrows. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { View } from '../api.ts'
import { useKeys } from '../keys.ts'
import { moveView } from '../views/order.ts'
import styles from './Navigation.module.css'
import { ViewLink } from './ViewLink.tsx'

export function OwnViews({ views, counts }: { views: View[]; counts: Record<string, number> }) {
  const { t } = useTranslation()
  const [dragged, setDragged] = useState<string>()
  const [over, setOver] = useState<number>()
  const [told, setTold] = useState('')
  useKeys(views.length > 1 ? [{ key: 'alt+↑↓', words: 'keys.moveView', area: 'keys.everywhere', run: () => undefined }] : [])
  const move = (view: View, to: number) => {
    const place = moveView(view.id, to)
    if (place) setTold(t('view.movedTo', { name: view.name, at: place.at + 1, of: place.of }))
  }
  const drop = () => {
    const view = views.find(({ id }) => id === dragged)
    if (view && over !== undefined) move(view, over)
    setDragged(undefined)
    setOver(undefined)
  }
  return (
    <>
      <ul className={styles.own} aria-label={t('nav.views')}>
        {views.map((view, at) => (
          // Dragged by hand; for the keyboard the link inside has Alt and the arrows.
          <li
            key={view.id}
            draggable
            data-dragged={view.id === dragged || undefined}
            data-over={dragged && over === at ? (views.findIndex(({ id }) => id === dragged) < at ? 'below' : 'above') : undefined}
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move'
              setDragged(view.id)
            }}
            onDragOver={(event) => {
              if (!dragged) return
              event.preventDefault()
              setOver(at)
            }}
            onDrop={(event) => {
              event.preventDefault()
              drop()
            }}
            onDragEnd={() => {
              setDragged(undefined)
              setOver(undefined)
            }}
            onKeyDown={(event) => {
              const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
              if (!event.altKey || step === 0) return
              event.preventDefault()
              const link = event.currentTarget.querySelector('a')
              move(view, at + step)
              // Moved in the page it loses the focus.
              requestAnimationFrame(() => link?.focus())
            }}
          >
            <ViewLink view={view} name={view.name} count={counts[view.id]} isMovable={views.length > 1} />
          </li>
        ))}
      </ul>
      <p className="forReaders" role="status">
        {told}
      </p>
    </>
  )
}
