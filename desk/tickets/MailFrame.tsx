/** A mail as its sender drew it, behind glass: no script, no origin, nothing loaded from elsewhere until asked for. */

import { useComputedColorScheme } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../LinkButton.tsx'
import { mailDocument } from './mailDocument.ts'
import styles from './message.module.css'
import type { Attachment } from './shapes.ts'
import { useFitted } from './useFitted.ts'
import { useInlinePictures } from './useInlinePictures.ts'

export interface MailFrameProps {
  html: string
  attachments: readonly Attachment[]
  quotes: readonly string[]
  /** What the mail folds away is shown. */
  isUnfolded: boolean
  /** The sentiment whose colour marks the quotes. */
  label: string
  /** What a screen reader calls the frame. */
  title: string
}

export function MailFrame({ html, attachments, quotes, isUnfolded, label, title }: MailFrameProps) {
  const { t } = useTranslation()
  const isDark = useComputedColorScheme() === 'dark'
  const [showsRemote, setShowsRemote] = useState(false)
  const inline = useInlinePictures(html, attachments)
  const { measure, onLoad, fitted } = useFitted()
  const { srcdoc, remoteCount } = useMemo(
    () => mailDocument({ html, quotes, isUnfolded, showsRemote, inline, isDark, colours: coloursOf(label, isDark) }),
    [html, quotes, isUnfolded, showsRemote, inline, isDark, label],
  )
  return (
    <>
      {remoteCount > 0 && !showsRemote && (
        <p className={styles.blocked}>
          {t('ticket.mail.blocked', { count: remoteCount })}{' '}
          <LinkButton onClick={() => setShowsRemote(true)}>{t('ticket.mail.show')}</LinkButton>
        </p>
      )}
      <div className={styles.mail}>
        {fitted.places.map(({ quote, top, left, height }) => (
          <span key={`${quote} ${top} ${left}`} className={styles.place} data-quote={quote} style={{ top, height }} />
        ))}
        <iframe
          title={title}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          referrerPolicy="no-referrer"
          srcDoc={srcdoc}
          className={styles.mailFrame}
          style={{ height: fitted.height }}
        />
        <iframe
          ref={measure}
          title={title}
          aria-hidden="true"
          tabIndex={-1}
          sandbox="allow-same-origin"
          referrerPolicy="no-referrer"
          srcDoc={srcdoc}
          onLoad={onLoad}
          className={styles.measure}
        />
      </div>
    </>
  )
}

/** The screen's own colours; `isDark` only says that they may have changed. */
function coloursOf(label: string, _isDark: boolean) {
  const tokens = getComputedStyle(document.documentElement)
  const token = (name: string) => tokens.getPropertyValue(`--${name}`).trim()
  return { ink: token('ink'), accent: token('accent'), line: token('line'), mark: token(`${label}-wash`) }
}
