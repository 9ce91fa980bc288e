/** Where an agent writes: a reply by the ticket's channel, or a note that only the team sees. */
import { type DragEvent, lazy, type RefObject, Suspense, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { OtherVersion, Signature, Then, Unfilled } from '../composer/Before.tsx'
import { CompletionList } from '../composer/CompletionList.tsx'
import type { FieldHandle } from '../composer/field.ts'
import { useMacroPlace } from '../composer/macroPlace.ts'
import { PlainField } from '../composer/PlainField.tsx'
import type { SendWish } from '../composer/SendButton.tsx'
import { To } from '../composer/To.tsx'
import { useCompletion } from '../composer/useCompletion.ts'
import { useFold } from '../composer/useFold.ts'
import { useMacro } from '../composer/useMacro.ts'
import { useWriting } from '../composer/useWriting.ts'
import { withWords } from '../i18n.ts'
import { useKeys } from '../keys.ts'
import { fullDate } from '../time.ts'
import { whenAtRest } from '../whenAtRest.ts'
import { ComposerFiles } from './ComposerFiles.tsx'
import { ComposerFoot } from './ComposerFoot.tsx'
import { ComposerHead } from './ComposerHead.tsx'
import styles from './composer.module.css'
import { changeDraft, isEmptyDraft, type Mode } from './drafts.ts'
import { ReplyRefusal } from './ReplyRefusal.tsx'
import type { Macro, Ticket } from './shapes.ts'
import type { ThreadData } from './useThread.ts'
import { useTypingSignal } from './useTypingSignal.ts'
import { useUploads } from './useUploads.ts'

const loadEditor = () => import('../composer/RichField.tsx')
const ReplyWindow = lazy(() => import('../composer/ReplyWindow.tsx').then(({ ReplyWindow: Line }) => ({ default: Line })))
const TextCount = lazy(() => import('../composer/TextCount.tsx').then(({ TextCount: Line }) => ({ default: Line })))
const LimitLine = lazy(() => withWords(import('../composer/LimitLine.tsx'), 'refusals').then(({ LimitLine: Line }) => ({ default: Line })))
const RichField = lazy(() => loadEditor().then(({ RichField: Field }) => ({ default: Field })))
// Fetched once the page is at rest, so that it is there before anyone writes.
whenAtRest(() => void loadEditor().catch(() => undefined))

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
  const [isChoosingMacro, setChoosingMacro] = useState(false)
  const typing = useTypingSignal(ticket.id)
  const { uploads, begin, remove, settled } = useUploads()
  const ownUploads = uploads.filter((one) => one.key.mode === mode)
  const refusal = mode === 'reply' && mayReply && !mayReply.may ? mayReply : undefined
  const isBusy = ownUploads.some(({ problem }) => problem === undefined)
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
  const putMacro = useMacro({ ticket, draftKey: key, field, onDone })
  const applyMacro = (macro: Macro) => {
    fold.open()
    putMacro(macro)
  }
  useMacroPlace(applyMacro, refusal === undefined)
  const completion = useCompletion(field, { canMention: mode === 'note', onMacro: applyMacro })
  const hadFocus = useRef(false)
  // How many went out from here: with each the head begins anew.
  const [sent, setSent] = useState(0)
  const [isWaiting, setWaiting] = useState(false)

  // Of a text by SMS the count of segments says so already.
  const isCounted = ticket.channel === 'sms' && (!writing.overstep || writing.overstep.code === 'text_too_long')

  const focus = () => requestAnimationFrame(() => field.current?.focus())
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
  const chooseMacro = () => {
    if (refusal) return false
    fold.open()
    setChoosingMacro(true)
    return true
  }
  useKeys([
    { key: 'r', words: 'ticket.key.reply', area: 'ticket.keys', opens: true, run: () => turnTo('reply') },
    { key: 'n', words: 'ticket.key.note', area: 'ticket.keys', opens: true, run: () => turnTo('note') },
    { key: 'm', words: 'composer.key.macro', area: 'ticket.keys', opens: true, run: chooseMacro },
  ])
  const send = (wish: SendWish = {}) => {
    if (isWaiting || !(isBusy ? writing.isReady : writing.send(wish))) return
    typing.stop()
    focus()
    if (!isBusy) return setSent(sent + 1)
    // It goes by itself once its files are up, wherever the page is by then; a file that fails keeps it here.
    setWaiting(true)
    void settled().then((isWhole) => {
      setWaiting(false)
      if (isWhole && writing.send(wish)) setSent(sent + 1)
    })
  }
  const take = (files: Iterable<File>) => {
    const all = [...files]
    if (all.length === 0 || refusal) return
    begin(key, all, (file) => {
      if (isRich && /^image\/(png|jpe?g|gif|webp|avif)$/.test(file.mimeType))
        field.current?.insertPicture({ url: file.url, name: file.name })
    })
  }
  const fieldProps = {
    ref: field,
    label: mode === 'note' ? t('ticket.note') : t(`ticket.replyBy.${ticket.channel}`),
    placeholder: t(mode === 'note' ? 'ticket.placeholder.note' : 'ticket.placeholder.reply'),
    pointsAt: completion.pointsAt,
    onCaret: completion.onCaret,
    onBlur: () => {
      typing.stop()
      completion.close()
    },
    onFiles: take,
    onKeyDown: writing.keys({ completion, send }),
  }
  const onWritten = () => mode === 'reply' && typing.type()
  const plain = (
    <PlainField
      {...fieldProps}
      text={draft.text}
      onText={(text) => {
        writing.typePlain(text)
        onWritten()
      }}
      onFocusChange={(isFocused) => {
        hadFocus.current = isFocused
      }}
    />
  )
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
      <ComposerHead
        mode={mode}
        channel={ticket.channel}
        // Who is named by a long number there is called by their name.
        to={
          isMail
            ? undefined
            : ticket.channel === 'webchat' || ticket.channel === 'instagram' || !recipient
              ? ticket.customer.name
              : recipient
        }
        onMode={turnTo}
        fold={fold}
      />
      {isMail && !refusal && <To key={sent} writing={writing} />}
      {mode === 'reply' && mayReply?.may && mayReply.bouncedAt && (
        <p className={styles.refusal} role="status">
          {t('ticket.bouncedSince', { when: fullDate(mayReply.bouncedAt) })}
        </p>
      )}
      {mode === 'reply' && mayReply?.may && mayReply.complainedAt && (
        <p className={styles.refusal} role="status">
          {t('ticket.complainedSince', { when: fullDate(mayReply.complainedAt) })}
        </p>
      )}
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
          {isRich ? (
            <Suspense fallback={plain}>
              <RichField
                key={mode}
                {...fieldProps}
                value={draft}
                hasMentions={mode === 'note'}
                takesFocus={hadFocus.current}
                onChange={(value) => {
                  changeDraft(key, (now) => ({ ...now, ...value }))
                  onWritten()
                }}
              />
            </Suspense>
          ) : (
            plain
          )}
          {isMail && <Signature ticketId={ticket.id} draft={draft} draftKey={key} />}
          {mode === 'reply' && ticket.channel === 'sms' && draft.text && (
            <Suspense fallback={null}>
              <TextCount ticketId={ticket.id} text={draft.text} />
            </Suspense>
          )}
          {mode === 'reply' && limits && (writing.overstep ?? draft.text.length > limits.text / 4) && !isCounted && (
            <Suspense fallback={null}>
              <LimitLine limits={limits} draft={draft} overstep={writing.overstep} />
            </Suspense>
          )}
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
            isChoosingMacro={isChoosingMacro}
            onChoosingMacro={(isOpen) => {
              setChoosingMacro(isOpen)
              if (!isOpen) focus()
            }}
            onBack={focus}
            onMacro={(macro) => {
              setChoosingMacro(false)
              applyMacro(macro)
            }}
            onEmoji={(sign) => field.current?.insert({ text: sign })}
            onFiles={take}
            onSend={send}
          />
        </>
      )}
    </section>
  )
}
