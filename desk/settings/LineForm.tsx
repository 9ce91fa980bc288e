/** A form in one line: a field or two and their button. */
import type { ReactNode } from 'react'
import styles from './Settings.module.css'

export function LineForm({ onSubmit, children }: { onSubmit: () => void; children: ReactNode }) {
  return (
    <form
      className={styles.line}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {children}
    </form>
  )
}
