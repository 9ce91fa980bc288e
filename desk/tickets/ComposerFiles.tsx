/** The files that go out with a message, and those still on their way up. */
import { useTranslation } from 'react-i18next'
import { CrossIcon } from '../icons.tsx'
import styles from './composer.module.css'
import type { DraftAttachment } from './drafts.ts'
import { fileSize } from './fileSize.ts'
import type { UploadState } from './useUploads.ts'

export interface ComposerFilesProps {
  attachments: readonly DraftAttachment[]
  uploads: readonly UploadState[]
  onDetach: (id: string) => void
  onDismiss: (id: string) => void
}

export function ComposerFiles({ attachments, uploads, onDetach, onDismiss }: ComposerFilesProps) {
  const { t } = useTranslation()
  if (attachments.length + uploads.length === 0) return null
  return (
    <ul className={styles.files} aria-label={t('ticket.files.label')}>
      {attachments.map(({ id, name, size }) => (
        <li key={id} className={styles.file}>
          <bdi className={styles.fileName}>{name}</bdi>
          <span className="quiet">{fileSize(size)}</span>
          <button type="button" className={styles.detach} aria-label={t('ticket.files.detach', { name })} onClick={() => onDetach(id)}>
            <CrossIcon size={14} />
          </button>
        </li>
      ))}
      {uploads.map(({ id, name, size, share, problem, abort }) => (
        <li key={id} className={styles.file} data-problem={problem !== undefined}>
          <bdi className={styles.fileName}>{name}</bdi>
          {problem ? (
            <span role="alert">{problem}</span>
          ) : (
            <progress value={share} aria-label={t('ticket.files.uploading', { name, size: fileSize(size) })} />
          )}
          <button
            type="button"
            className={styles.detach}
            aria-label={t('ticket.files.detach', { name })}
            onClick={() => (abort ? abort() : onDismiss(id))}
          >
            <CrossIcon size={14} />
          </button>
        </li>
      ))}
    </ul>
  )
}
