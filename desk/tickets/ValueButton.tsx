/** A value that opens its own list when pressed. */
import type { ComponentPropsWithRef } from 'react'
import { ChevronDownIcon } from '../icons.tsx'
import styles from './properties.module.css'

export function ValueButton({ name, children, className = '', ...rest }: ComponentPropsWithRef<'button'> & { name: string }) {
  return (
    <button type="button" className={`${styles.value} ${className}`} {...rest}>
      <span className="forReaders">{name}: </span>
      <span className={styles.valueText}>{children}</span>
      <ChevronDownIcon size={14} />
    </button>
  )
}
