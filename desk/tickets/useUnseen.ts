/** Which messages came in while the reader was elsewhere in the thread, and which the reader has seen. */
import { useRef } from 'react'
import type { Message } from './shapes.ts'

export interface Unseen {
  /** How many messages of others came since the reader was last at the end. */
  count: number
  /** The first of them. */
  firstId: string | undefined
  /** The newest customer message that the reader has seen; what a reply may answer. */
  seenInboundId: string | undefined
}

/** What stands below the reader's view. At the end of the thread everything is seen. */
export function useUnseen(messages: readonly Message[], isAtEnd: boolean, myId: string): Unseen {
  const seenUpTo = useRef<string>(undefined)
  if (isAtEnd || seenUpTo.current === undefined) seenUpTo.current = messages.at(-1)?.id
  const at = messages.findIndex(({ id }) => id === seenUpTo.current)
  const unseen = messages.slice(at + 1).filter(({ author }) => author.id !== myId)
  const seen = messages.slice(0, at + 1).findLast(({ direction, isNote }) => direction === 'in' && !isNote)
  return { count: unseen.length, firstId: unseen[0]?.id, seenInboundId: seen?.id }
}
