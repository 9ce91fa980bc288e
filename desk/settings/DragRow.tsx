/** One thing of a list in its place, moved by hand or by keys. */
import type { ReactNode } from 'react'
import { Mover } from './Mover.tsx'
import rows from './Settings.module.css'

interface Props {
  name: string
  mayMove: boolean
  isFirst: boolean
  isLast: boolean
  onMove: (by: -1 | 1) => void
  onDrag: () => void
  onDrop: () => void
  children: ReactNode
}

export function DragRow({ name, mayMove, isFirst, isLast, onMove, onDrag, onDrop, children }: Props) {
  return (
    <li
      className={rows.row}
      draggable={mayMove}
      onDragStart={onDrag}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        // The list around it may take drops too.
        event.stopPropagation()
        onDrop()
      }}
    >
      {mayMove && <Mover name={name} isFirst={isFirst} isLast={isLast} onMove={onMove} hasGrip />}
      {children}
    </li>
  )
}
