/** What is filled in at a door: its fields, why it was refused, and one button that waits for the answer. */
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './Door.module.css'

interface Props {
  /** The words on the button. */
  button: string
  isAsking: boolean
  /** Where it is no single field's. */
  problem?: string
  onSubmit: () => void
  /** Where else to go from here. */
  ways?: ReactNode
  children: ReactNode
}

export function DoorForm({ button, isAsking, problem, onSubmit, ways, children }: Props) {
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {children}
      {problem && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      <Button type="submit" size="md" loading={isAsking}>
        {button}
      </Button>
      {ways}
    </form>
  )
}
