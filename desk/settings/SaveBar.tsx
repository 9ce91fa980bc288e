/** Save and take back, at the foot of a page of settings, while something is not saved. */
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import styles from './SaveBar.module.css'
import type { Wish } from './useWish.ts'

export function SaveBar({ isChanged, isSaving, reset, problem }: Pick<Wish<object>, 'isChanged' | 'isSaving' | 'reset' | 'problem'>) {
  const { t } = useTranslation()
  return (
    <div className={styles.bar} data-shown={isChanged || undefined} role="status">
      {isChanged && (
        <>
          <span className={styles.said} data-refused={problem !== '' || undefined}>
            {problem ? `${t('settings.notSaved')}: ${problem}` : t('settings.unsaved')}
          </span>
          <Button variant="default" onClick={reset}>
            {t('settings.takeBack')}
          </Button>
          <Button type="submit" loading={isSaving}>
            {t('common.save')}
          </Button>
        </>
      )}
    </div>
  )
}
