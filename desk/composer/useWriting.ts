/** What is being written on a ticket, whether it can go, and sending it. */
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { overstepOf } from '../../shared/limits.ts'
import { type Answers, api } from '../api.ts'
import { sayUndo } from '../notices.ts'
import { pullDrafts } from '../tickets/draftSync.ts'
import {
  changeDraft,
  type Draft,
  type DraftKey,
  emptyDraft,
  isEmptyDraft,
  listenToDrafts,
  type Mode,
  plainAsHtml,
  readDraft,
} from '../tickets/drafts.ts'
import { outbox } from '../tickets/sending.ts'
import type { Ticket } from '../tickets/shapes.ts'
import { uuidv7 } from '../tickets/uuid.ts'
import { unfilledIn } from './field.ts'
import { mentionsIn } from './mentions.ts'
import { isSendable } from './recipientSet.ts'
import type { SendWish } from './SendButton.tsx'
import { takeBackHeld } from './takeBackHeld.ts'

/** As long as the server holds it. */
const undoMs = 10_000

type Limits = NonNullable<Answers['tickets']['messages']['limits']>

export interface WritingWish {
  ticket: Ticket
  myId: string
  mode: Mode
  seenInboundId: string | undefined
  isBlocked: boolean
  /** What one reply can hold here; null: as much as any. */
  limits: Limits | null
  onDone: () => void
}

export function useWriting({ ticket, myId, mode, seenInboundId, isBlocked, limits, onDone }: WritingWish) {
  const { t } = useTranslation()
  const ticketId = ticket.id
  const key: DraftKey = { agentId: myId, ticketId, mode }
  const draft = useSyncExternalStore(listenToDrafts, () => readDraft(key))
  const isNote = mode === 'note'
  const isMail = ticket.channel === 'email' && !isNote
  const isRich = isMail || isNote
  useQuery({ queryKey: [...api.drafts.get.key({ input: { ticketId } }), 'pull'], queryFn: () => pullDrafts(myId, ticketId), staleTime: 0 })
  const derived = useQuery({ ...api.recipients.derive.queryOptions({ input: { ticketId } }), enabled: ticket.channel === 'email' }).data
  const recipients = isMail ? (draft.recipients ?? derived) : undefined
  const unfilled = unfilledIn(draft.text, draft.html)
  const overstepIn = (draft: Draft) =>
    limits && !isNote ? overstepOf(limits, { text: draft.text.trim(), files: draft.attachments }) : undefined
  const overstep = overstepIn(draft)
  const isReady = !isBlocked && !overstep && isComplete(draft)

  /** False: it cannot go yet. */
  const send = ({ sendAt, after }: SendWish): boolean => {
    // As it is now, with the files that came after this was drawn, or after the page was left.
    const draft = readDraft(key)
    if (isBlocked || overstepIn(draft) || !isComplete(draft)) return false
    const recipients = isMail ? (draft.recipients ?? derived) : undefined
    const id = uuidv7()
    const actions = after ? [...draft.actions.filter(({ action }) => action !== after.action), after] : draft.actions
    const isLeaving = actions.some(({ action }) => action === 'close' || action === 'snooze')
    outbox.send({
      ...draft,
      id,
      agentId: myId,
      ticketId,
      text: draft.text.trim(),
      html: isRich ? draft.html : null,
      recipients: recipients && recipients.to.length > 0 ? recipients : null,
      actions,
      isNote,
      // A chat is spoken, so it goes at once, unless it ends with it; so does a note, which no customer sees.
      isDirect: isNote || (ticket.channel === 'webchat' && !sendAt && !isLeaving),
      ...(sendAt && { sendAt: sendAt.toISOString() }),
      mentionIds: isNote ? mentionsIn(draft.html) : [],
      lastSeenMessageId: seenInboundId,
    })
    // From here the outbox keeps the text until the server has it, or it is taken back.
    changeDraft(key, () => emptyDraft)
    if (isLeaving && !isNote && !sendAt)
      sayUndo(t('composer.sendingTo', { number: ticket.number }), () => void takeBackHeld({ id, ticketId }, myId), undoMs)
    if (isLeaving && !sendAt) onDone()
    return true
  }

  return {
    key,
    draft,
    isNote,
    isMail,
    isRich,
    derived,
    recipients,
    unfilled,
    overstep,
    isReady,
    send,
    /** Typed into a plain field: formatting that was there stays where only something was added behind it. */
    typePlain: (text: string) => changeDraft(key, (now) => ({ ...now, text, html: htmlAfter(now, text) })),
    /** What the keys do in the field; true: the key was not for the text. */
    keys:
      ({
        completion,
        send: sendIt,
      }: {
        completion: { onKeyDown: (event: KeyboardEvent | globalThis.KeyboardEvent) => boolean }
        send: (wish: SendWish) => void
      }) =>
      (event: KeyboardEvent | globalThis.KeyboardEvent): boolean => {
        const native = 'nativeEvent' in event ? event.nativeEvent : event
        if (native.isComposing) return false
        if (completion.onKeyDown(event)) return true
        if (event.key === 'Escape' && event.target instanceof HTMLElement) {
          event.target.blur()
          return true
        }
        if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return false
        event.preventDefault()
        sendIt(event.shiftKey && !isNote ? { after: { action: 'close', input: {} } } : {})
        return true
      },
  }
}

const isComplete = (draft: Draft): boolean =>
  !isEmptyDraft(draft) && unfilledIn(draft.text, draft.html).length === 0 && (!draft.recipients || isSendable(draft.recipients))

export type Writing = ReturnType<typeof useWriting>

function htmlAfter(draft: Draft, text: string): string | null {
  if (draft.html === null) return null
  return text.startsWith(draft.text) ? draft.html + plainAsHtml(text.slice(draft.text.length)) : null
}
