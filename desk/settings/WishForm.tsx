/** A form of a page of settings: saved by Enter or by the bar at its foot, which is there while something is not saved. */
import type { ReactNode } from 'react'
import { SaveBar } from './SaveBar.tsx'
import styles from './Settings.module.css'
import type { Wish } from './useWish.ts'

type Saving = Pick<Wish<object>, 'isChanged' | 'isSaving' | 'problem' | 'reset' | 'save'>

export function WishForm({ form, className = styles.form, children }: { form: Saving; className?: string; children: ReactNode }) {
  return (
    <form
      className={className}
      onSubmit={(event) => {
        event.preventDefault()
        void form.save()
      }}
    >
      {children}
      <SaveBar {...form} />
    </form>
  )
}
