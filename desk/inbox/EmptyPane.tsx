/** An empty place says what will appear in it, and how to make it so. */
import type { ReactNode } from 'react'
import styles from './EmptyPane.module.css'

export function EmptyPane({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <h2>{title}</h2>
      <p>{text}</p>
      {children}
    </div>
  )
}
