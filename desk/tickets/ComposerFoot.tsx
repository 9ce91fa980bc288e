/** The foot of the composer: macros, emoji, files, what became of the draft, and sending. */
import { Popover } from '@mantine/core'
import { Suspense, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { EmojiPicker } from '../composer/EmojiPicker.tsx'
import { SendButton, type SendWish } from '../composer/SendButton.tsx'
import type { MacroChoice } from '../composer/useMacroChoice.ts'
import type { Writing } from '../composer/useWriting.ts'
import { MacroIcon, PaperclipIcon } from '../icons.tsx'
import { lazyPart } from '../lazyPart.ts'
import { useMe } from '../session.ts'
import styles from './composer.module.css'
import { isEmptyDraft } from './drafts.ts'
import { fileSize } from './fileSize.ts'
import { limits as uploadLimits } from './upload.ts'
import type { ThreadData } from './useThread.ts'

const MacroPicker = lazyPart(() => import('../composer/MacroPicker.tsx').then(({ MacroPicker: Picker }) => ({ default: Picker })))

export interface ComposerFootProps {
  writing: Writing
  /** What one message holds here; null: as much as any. */
  limits: ThreadData['limits']
  ticketId: string
  /** It was sent, and goes once its files are up. */
  isWaiting: boolean
  macros: MacroChoice
  onEmoji: (sign: string) => void
  /** A picker was closed: one goes on writing. */
  onBack: () => void
  onFiles: (files: Iterable<File>) => void
  onSend: (wish: SendWish) => void
}

export function ComposerFoot({ writing, limits, ticketId, isWaiting, macros, onEmoji, onBack, onFiles, onSend }: ComposerFootProps) {
  const { t } = useTranslation()
  const { language } = useMe()
  const picker = useRef<HTMLInputElement>(null)
  const isKept = !isEmptyDraft(writing.draft)
  const kinds = limits?.takesOthers === false ? limits.kinds : undefined
  const mostBytes = kinds ? Math.max(...kinds.map(({ most }) => most)) : uploadLimits.bytes
  const mostFiles = limits ? Math.min(limits.files, uploadLimits.files) : uploadLimits.files
  const limitWords = t('ticket.files.limits', { size: fileSize(mostBytes), count: mostFiles })
  return (
    <footer className={styles.foot}>
      <Popover
        opened={macros.isChoosing}
        onChange={macros.turn}
        position="top-start"
        width="min(680px, calc(100vw - 32px))"
        trapFocus
        withRoles
      >
        <Popover.Target>
          <button
            type="button"
            className={styles.icon}
            aria-label={t('macro.open')}
            title={`${t('macro.open')} (M)`}
            aria-keyshortcuts="M"
            onClick={() => macros.turn(!macros.isChoosing)}
          >
            <MacroIcon />
          </button>
        </Popover.Target>
        <Popover.Dropdown p={8} aria-label={t('macro.open')}>
          <Suspense fallback={t('common.loading')}>
            {macros.isChoosing && <MacroPicker ticketId={ticketId} onPick={macros.pick} />}
          </Suspense>
        </Popover.Dropdown>
      </Popover>
      <EmojiPicker language={language} onPick={onEmoji} onClose={onBack} />
      <button
        type="button"
        className={styles.icon}
        aria-label={t('ticket.files.attach')}
        aria-description={limitWords}
        title={limitWords}
        onClick={() => picker.current?.click()}
      >
        <PaperclipIcon />
      </button>
      <input
        ref={picker}
        type="file"
        multiple={mostFiles > 1}
        accept={kinds?.flatMap(({ mimeTypes }) => mimeTypes).join(',')}
        hidden
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
        }}
      />
      <span className="quiet" role="status">
        {isWaiting ? t('ticket.files.sendsAfter') : isKept && t('ticket.draftKept')}
      </span>
      <SendButton
        isNote={writing.isNote}
        isReady={writing.isReady && !isWaiting}
        why={writing.unfilled.length > 0 ? t('composer.unfilled', { names: writing.unfilled.join(', ') }) : undefined}
        onSend={onSend}
      />
    </footer>
  )
}
