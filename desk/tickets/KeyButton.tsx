/** A button that says which key does the same; where there is no room it is its sign alone. */
import type { ComponentPropsWithRef, ReactNode } from 'react'
import { printed } from '../keys.ts'
import styles from './pane.module.css'

export interface KeyButtonProps extends ComponentPropsWithRef<'button'> {
  keyName: string
  icon: ReactNode
}

export function KeyButton({ keyName, icon, children, className = '', ...rest }: KeyButtonProps) {
  return (
    <button type="button" className={`${styles.button} ${className}`} aria-keyshortcuts={keyName.toUpperCase()} {...rest}>
      <span className={styles.narrowIcon}>{icon}</span>
      <span className={styles.words}>{children}</span>
      <Key name={keyName} />
    </button>
  )
}

/** A key as it is printed; a screen reader hears it from the button itself. */
export function Key({ name }: { name: string }) {
  return (
    <span className={styles.kbd} aria-hidden="true">
      {printed(name)}
    </span>
  )
}
