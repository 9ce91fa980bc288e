/** A form that makes or changes one thing of a list of settings: at its foot why it was not saved, saving, and giving it up. */
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Settings.module.css'
import type { Wish } from './useWish.ts'

interface Props {
  form: Pick<Wish<object>, 'isSaving' | 'problem' | 'reset' | 'save'>
  /** Something that it cannot be saved without is missing. */
  isIncomplete: boolean
  /** It is saved, or given up. */
  onDone: () => void
  className?: string | undefined
  children: ReactNode
}

export function EditorForm({ form, isIncomplete, onDone, className = styles.fields, children }: Props) {
  const { t } = useTranslation()
  return (
    <form
      className={className}
      onSubmit={async (event) => {
        event.preventDefault()
        if (await form.save()) onDone()
      }}
    >
      {children}
      {form.problem && (
        <p className={styles.warning} role="alert">
          {t('settings.notSaved')}: {form.problem}
        </p>
      )}
      <div className={styles.buttons}>
        <Button type="submit" loading={form.isSaving} disabled={isIncomplete}>
          {t('common.save')}
        </Button>
        <Button
          variant="default"
          onClick={() => {
            form.reset()
            onDone()
          }}
        >
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  )
}
