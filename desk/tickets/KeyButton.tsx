/** A button that says which key does the same. */
import type { ComponentPropsWithRef } from 'react'
import { printed } from '../keys.ts'
import styles from './pane.module.css'

export function KeyButton({ keyName, children, ...rest }: ComponentPropsWithRef<'button'> & { keyName: string }) {
  return (
    <button type="button" className={styles.button} aria-keyshortcuts={keyName.toUpperCase()} {...rest}>
      {children}
      <span className={styles.kbd} aria-hidden="true">
        {printed(keyName)}
      </span>
    </button>
  )
}
