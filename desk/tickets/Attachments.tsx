/** The files of a message: pictures small, everything else by name and size. */
import { useTranslation } from 'react-i18next'
import { FileIcon } from '../icons.tsx'
import { fileSize } from './fileSize.ts'
import styles from './message.module.css'
import type { Attachment } from './shapes.ts'

const isPicture = ({ mimeType }: Attachment) => /^image\/(png|jpeg|gif|webp|avif)$/.test(mimeType)

export function Attachments({ attachments }: { attachments: readonly Attachment[] }) {
  const { t } = useTranslation()
  if (attachments.length === 0) return null
  return (
    <ul className={styles.files} aria-label={t('ticket.files.label')}>
      {attachments.map((file) => (
        <li key={file.id}>
          <a href={file.url} target="_blank" rel="noopener noreferrer" className={styles.file} title={file.name}>
            {isPicture(file) ? (
              <img src={file.url} alt="" loading="lazy" className={styles.thumbnail} />
            ) : (
              <span className={styles.fileIcon}>
                <FileIcon size={20} />
              </span>
            )}
            <span className={styles.fileName}>
              <bdi>{file.name}</bdi>
              <span className="quiet">{fileSize(file.size)}</span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  )
}
