/** Sending what is written once its files are up, wherever the page is by then. */
import { useState } from 'react'
import type { SendWish } from '../composer/SendButton.tsx'
import type { useWriting } from '../composer/useWriting.ts'
import type { useUploads } from './useUploads.ts'

interface Props {
  writing: ReturnType<typeof useWriting>
  /** Files of it are still on their way. */
  isUploading: boolean
  settled: ReturnType<typeof useUploads>['settled']
  /** Somebody has pressed send, and it may go. */
  onSend: () => void
}

export function useSending({ writing, isUploading, settled, onSend }: Props) {
  // How many went out from here: with each the head begins anew.
  const [sent, setSent] = useState(0)
  const [isWaiting, setWaiting] = useState(false)
  const send = (wish: SendWish = {}) => {
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
  return { send, sent, isWaiting }
}
