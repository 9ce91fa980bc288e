/** Where an agent writes: a reply by the ticket's channel, or a note that only the team sees. */
import { type ClipboardEvent, type DragEvent, type KeyboardEvent, type RefObject, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useKeys } from '../keys.ts'
import { ComposerFiles } from './ComposerFiles.tsx'
import { ComposerFoot } from './ComposerFoot.tsx'
import { ComposerHead } from './ComposerHead.tsx'
import styles from './composer.module.css'
import { changeDraft, type DraftKey, emptyDraft, isEmptyDraft, listenToDrafts, type Mode, readDraft } from './drafts.ts'
import { ReplyRefusal } from './ReplyRefusal.tsx'
import { holdMs, outbox } from './sending.ts'
import type { Ticket } from './shapes.ts'
import { useGrowing } from './useGrowing.ts'
import type { ThreadData } from './useThread.ts'
import { useTypingSignal } from './useTypingSignal.ts'
import { useUploads } from './useUploads.ts'
import { uuidv7 } from './uuid.ts'

export interface ComposerProps {
  ticket: Ticket
  myId: string
  mayReply: ThreadData['mayReply']
  recipient: string | null
  /** The newest customer message that the writer has seen. */
  seenInboundId: string | undefined
  field: RefObject<HTMLTextAreaElement | null>
}

export function Composer({ ticket, myId, mayReply, recipient, seenInboundId, field }: ComposerProps) {
  const { t } = useTranslation()
  const [mode, setMode] = useState<Mode>('reply')
  const key: DraftKey = { agentId: myId, ticketId: ticket.id, mode }
  const draft = useSyncExternalStore(listenToDrafts, () => readDraft(key))
  const { uploads, begin, remove } = useUploads()
  const ownUploads = uploads.filter((one) => one.key.mode === mode)
  const typing = useTypingSignal(ticket.id)
  const refusal = mode === 'reply' && mayReply && !mayReply.may ? mayReply : undefined
  const isReady = !isEmptyDraft(draft) && !refusal && mayReply !== undefined && !ownUploads.some(({ problem }) => problem === undefined)

  const turnTo = (next: Mode) => {
    setMode(next)
    typing.stop()
    // After the field of the other mode is drawn.
    requestAnimationFrame(() => field.current?.focus())
  }
  useKeys([
    { key: 'r', words: 'ticket.key.reply', area: 'ticket.keys', run: () => turnTo('reply') },
    { key: 'n', words: 'ticket.key.note', area: 'ticket.keys', run: () => turnTo('note') },
  ])
  useGrowing(field, draft.text)

  const send = () => {
    if (!isReady) return
    const isNote = mode === 'note'
    const { text, attachments } = draft
    const message = {
      id: uuidv7(),
      agentId: myId,
      ticketId: ticket.id,
      text: text.trim(),
      isNote,
      lastSeenMessageId: seenInboundId,
      attachments,
    }
    outbox.send(message, holdMs(ticket.channel, isNote))
    // From here the outbox keeps the text until the server has it, or it is taken back.
    changeDraft(key, () => emptyDraft)
    typing.stop()
    field.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') field.current?.blur()
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey) || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }
  const take = (files: Iterable<File>, event?: ClipboardEvent | DragEvent) => {
    const all = [...files]
    if (all.length === 0 || refusal) return
    event?.preventDefault()
    begin(key, all)
  }
  const toName = ticket.channel === 'webchat' || !recipient ? ticket.customer.name : recipient
  return (
    <section
      className={styles.composer}
      data-mode={mode}
      aria-label={t('ticket.composer')}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => take(event.dataTransfer.files, event)}
    >
      <ComposerHead mode={mode} channel={ticket.channel} to={toName} onMode={turnTo} />
      {refusal ? (
        <ReplyRefusal refusal={refusal} onNote={() => turnTo('note')} />
      ) : (
        <>
          <textarea
            ref={field}
            className={styles.field}
            value={draft.text}
            dir="auto"
            rows={3}
            placeholder={t(mode === 'note' ? 'ticket.placeholder.note' : 'ticket.placeholder.reply')}
            aria-label={mode === 'note' ? t('ticket.note') : t(`ticket.replyBy.${ticket.channel}`)}
            onChange={(event) => {
              const { value } = event.currentTarget
              changeDraft(key, (before) => ({ ...before, text: value }))
              if (mode === 'reply') typing.type()
            }}
            onBlur={typing.stop}
            onKeyDown={onKeyDown}
            onPaste={(event) => take(event.clipboardData.files, event)}
          />
          <ComposerFiles
            attachments={draft.attachments}
            uploads={ownUploads}
            onDetach={(id) => changeDraft(key, (before) => ({ ...before, attachments: before.attachments.filter((one) => one.id !== id) }))}
            onDismiss={remove}
          />
          <ComposerFoot isReady={isReady} isKept={!isEmptyDraft(draft)} mode={mode} onFiles={take} onSend={send} />
        </>
      )}
    </section>
  )
}
