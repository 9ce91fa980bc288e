/** Sending what is written once its files are up, wherever the page is by then. */
import { useEffect, useState } from 'react'
import type { SendWish } from '../composer/SendButton.tsx'
import type { Writing } from '../composer/useWriting.ts'
import { isEmptyDraft } from './drafts.ts'
import type { useUploads } from './useUploads.ts'

interface Props {
  writing: Pick<Writing, 'draft' | 'isReady' | 'send'>
  /** Nobody knows yet whether it may go: that is being asked. */
  isAsking: boolean
  /** Files of it are still on their way. */
  isUploading: boolean
  settled: ReturnType<typeof useUploads>['settled']
  /** Somebody has pressed send, and it may go. */
  onSend: () => void
}

export function useSending({ writing, isAsking, isUploading, settled, onSend }: Props) {
  // How many went out from here: with each the head begins anew.
  const [sent, setSent] = useState(0)
  const [isWaiting, setWaiting] = useState(false)
  const [held, setHeld] = useState<SendWish>()
  const send = (wish: SendWish = {}) => {
    // Whoever is quicker than the answer need not press again.
    if (isAsking) return isEmptyDraft(writing.draft) ? undefined : setHeld(wish)
    if (isWaiting || !(isUploading ? writing.isReady : writing.send(wish))) return
    onSend()
    if (!isUploading) return setSent(sent + 1)
    // A file that fails keeps it here.
    setWaiting(true)
    void settled().then((isWhole) => {
      setWaiting(false)
      if (isWhole && writing.send(wish)) setSent((before) => before + 1)
    })
  }
  useEffect(() => {
    if (isAsking || !held) return
    setHeld(undefined)
    send(held)
  })
  return { send, sent, isWaiting: isWaiting || held !== undefined }
}
