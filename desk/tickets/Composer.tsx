/** Where an agent writes: a reply by the ticket's channel, or a note that only the team sees. */
import { type DragEvent, type RefObject, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { OtherVersion, Signature, Then, Unfilled } from '../composer/Before.tsx'
import { CompletionList } from '../composer/CompletionList.tsx'
import type { FieldHandle } from '../composer/field.ts'
import { To } from '../composer/To.tsx'
import { useCompletion } from '../composer/useCompletion.ts'
import { useFold } from '../composer/useFold.ts'
import { useMacroChoice } from '../composer/useMacroChoice.ts'
import { useWriting } from '../composer/useWriting.ts'
import { WritingField } from '../composer/WritingField.tsx'
import { useKeys } from '../keys.ts'
import { lazyPart } from '../lazyPart.ts'
import { ComposerFiles } from './ComposerFiles.tsx'
import { ComposerFoot } from './ComposerFoot.tsx'
import { ComposerHead } from './ComposerHead.tsx'
import styles from './composer.module.css'
import { changeDraft, isEmptyDraft, type Mode } from './drafts.ts'
import { ReplyRefusal } from './ReplyRefusal.tsx'
import { ReplyRoom } from './ReplyRoom.tsx'
import { ReplyWarnings } from './ReplyWarnings.tsx'
import type { Ticket } from './shapes.ts'
import { useSending } from './useSending.ts'
import type { ThreadData } from './useThread.ts'
import { useTypingSignal } from './useTypingSignal.ts'
import { useUploads } from './useUploads.ts'

const ReplyWindow = lazyPart(() => import('../composer/ReplyWindow.tsx').then(({ ReplyWindow: Line }) => ({ default: Line })))

export interface ComposerProps {
  ticket: Ticket
  myId: string
  mayReply: ThreadData['mayReply']
  limits: ThreadData['limits']
  recipient: string | null
  /** The newest customer message that the writer has seen. */
  seenInboundId: string | undefined
  field: RefObject<FieldHandle | null>
  /** The ticket is done with: it was closed or snoozed together with the reply. */
  onDone: () => void
}

export function Composer({ ticket, myId, mayReply, limits, recipient, seenInboundId, field, onDone }: ComposerProps) {
  const { t } = useTranslation()
  const [mode, setMode] = useState<Mode>('reply')
  const typing = useTypingSignal(ticket.id)
  const { uploads, begin, remove, settled } = useUploads()
  const ownUploads = uploads.filter((one) => one.key.mode === mode)
  const refusal = mode === 'reply' && mayReply && !mayReply.may ? mayReply : undefined
  const isUploading = ownUploads.some(({ problem }) => problem === undefined)
  const writing = useWriting({
    ticket,
    myId,
    mode,
    seenInboundId,
    onDone,
    isBlocked: mayReply === undefined || refusal !== undefined,
    limits,
  })
  const { draft, key, isRich, isMail } = writing
  const fold = useFold(!isEmptyDraft(draft) || ownUploads.length > 0)
  const focus = () => requestAnimationFrame(() => field.current?.focus())
  const macros = useMacroChoice({ ticket, draftKey: key, field, fold, mayWrite: refusal === undefined, onDone, onBack: focus })
  const completion = useCompletion(field, { canMention: mode === 'note', onMacro: macros.use })
  const turnTo = (next: Mode) => {
    typing.stop()
    fold.open()
    if (next === mode && !fold.isFolded) field.current?.focus()
    else {
      setMode(next)
      // After its field is drawn.
      focus()
    }
    // Where no reply may go, the reason stands in place of the field.
    return next === 'note' || !mayReply || mayReply.may
  }
  useKeys([
    { key: 'r', words: 'ticket.key.reply', area: 'ticket.keys', opens: true, run: () => turnTo('reply') },
    { key: 'n', words: 'ticket.key.note', area: 'ticket.keys', opens: true, run: () => turnTo('note') },
    { key: 'm', words: 'composer.key.macro', area: 'ticket.keys', opens: true, run: macros.begin },
  ])
  const { send, sent, isWaiting } = useSending({
    writing,
    isAsking: mayReply === undefined,
    isUploading,
    settled,
    onSend: () => {
      typing.stop()
      focus()
    },
  })
  const take = (files: Iterable<File>) => {
    const all = [...files]
    if (all.length === 0 || refusal) return
    begin(key, all, (file) => {
      if (isRich && /^image\/(png|jpe?g|gif|webp|avif)$/.test(file.mimeType))
        field.current?.insertPicture({ url: file.url, name: file.name })
    })
  }
  return (
    <section
      className={styles.composer}
      data-mode={mode}
      data-folded={fold.isFolded || undefined}
      aria-label={t('ticket.composer')}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event: DragEvent) => {
        // What the editor took stands where it was dropped.
        if (event.defaultPrevented || event.dataTransfer.files.length === 0) return
        event.preventDefault()
        take(event.dataTransfer.files)
      }}
    >
      <ComposerHead mode={mode} ticket={ticket} recipient={isMail ? undefined : recipient} onMode={turnTo} fold={fold} />
      {isMail && !refusal && <To key={sent} writing={writing} />}
      {mode === 'reply' && mayReply?.may && <ReplyWarnings {...mayReply} />}
      {refusal ? (
        <ReplyRefusal refusal={refusal} ticket={ticket} recipient={recipient} seenInboundId={seenInboundId} onNote={() => turnTo('note')} />
      ) : (
        <>
          {mode === 'reply' && mayReply?.may && (mayReply.until || mayReply.isWaiting) && (
            <Suspense fallback={null}>
              <ReplyWindow ticketId={ticket.id} {...mayReply} />
            </Suspense>
          )}
          <CompletionList completion={completion} />
          <WritingField
            ref={field}
            mode={mode}
            writing={writing}
            label={mode === 'note' ? t('ticket.note') : t(`ticket.replyBy.${ticket.channel}`)}
            placeholder={t(mode === 'note' ? 'ticket.placeholder.note' : 'ticket.placeholder.reply')}
            pointsAt={completion.pointsAt}
            onCaret={completion.onCaret}
            onBlur={() => {
              typing.stop()
              completion.close()
            }}
            onFiles={take}
            onKeyDown={writing.keys({ completion, send })}
            onWritten={() => mode === 'reply' && typing.type()}
          />
          {isMail && <Signature ticketId={ticket.id} draft={draft} draftKey={key} />}
          {mode === 'reply' && <ReplyRoom ticket={ticket} writing={writing} limits={limits} />}
          <Then draft={draft} draftKey={key} />
          <Unfilled names={writing.unfilled} />
          <OtherVersion draftKey={key} />
          <ComposerFiles
            attachments={draft.attachments.filter(({ url }) => !draft.html?.includes(url))}
            uploads={ownUploads}
            onDetach={(id) => changeDraft(key, (before) => ({ ...before, attachments: before.attachments.filter((one) => one.id !== id) }))}
            onDismiss={remove}
          />
          <ComposerFoot
            writing={writing}
            limits={mode === 'reply' ? limits : null}
            ticketId={ticket.id}
            isWaiting={isWaiting}
            macros={macros}
            onBack={focus}
            onEmoji={(sign) => field.current?.insert({ text: sign })}
            onFiles={take}
            onSend={send}
          />
        </>
      )}
    </section>
  )
}
