/** The foot of the composer: files, what became of the draft, and sending. */
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { PaperclipIcon } from '../icons.tsx'
import { printed } from '../keys.ts'
import styles from './composer.module.css'
import type { Mode } from './drafts.ts'
import { fileSize } from './fileSize.ts'
import { limits } from './upload.ts'

export interface ComposerFootProps {
  mode: Mode
  isReady: boolean
  /** Something is written, and kept. */
  isKept: boolean
  onFiles: (files: Iterable<File>) => void
  onSend: () => void
}

export function ComposerFoot({ mode, isReady, isKept, onFiles, onSend }: ComposerFootProps) {
  const { t } = useTranslation()
  const picker = useRef<HTMLInputElement>(null)
  return (
    <footer className={styles.foot}>
      <button
        type="button"
        className={styles.icon}
        aria-label={t('ticket.files.attach')}
        title={t('ticket.files.limits', { size: fileSize(limits.bytes), count: limits.files })}
        onClick={() => picker.current?.click()}
      >
        <PaperclipIcon />
      </button>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
        }}
      />
      <span className="quiet">{isKept && t('ticket.draftKept')}</span>
      <button type="button" className={styles.send} disabled={!isReady} onClick={onSend} aria-keyshortcuts="Control+Enter Meta+Enter">
        {t(mode === 'note' ? 'ticket.addNote' : 'ticket.send')}{' '}
        <span className={styles.key} aria-hidden="true">
          {printed('mod+enter')}
        </span>
      </button>
    </footer>
  )
}
