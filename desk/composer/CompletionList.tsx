/** The names on offer while one is being written. */
import { useTranslation } from 'react-i18next'
import styles from './pickers.module.css'
import type { useCompletion } from './useCompletion.ts'

export function CompletionList({ completion }: { completion: ReturnType<typeof useCompletion> }) {
  const { t } = useTranslation()
  const { items, at, id, isOpen } = completion
  if (!isOpen) return null
  return (
    <div className={styles.completion}>
      <div role="listbox" aria-label={t('composer.completion')} className={styles.names} tabIndex={-1}>
        {items.map((item, index) => (
          <div
            key={item.key}
            id={`${id}${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className={styles.name}
            // Before the field loses the focus.
            onMouseDown={(event) => {
              event.preventDefault()
              completion.close()
              item.take()
            }}
          >
            <span dir="auto">{item.label}</span>
            {item.aside && <span className="quiet">{item.aside}</span>}
          </div>
        ))}
      </div>
      <span className="forReaders" role="status">
        {t('composer.completionCount', { count: items.length })}
      </span>
    </div>
  )
}
