/** Brings a message that was found into view, loading older ones until it is there, and marks the words in their place. */
import { createContext, type RefObject, useContext, useEffect, useRef, useState } from 'react'
import { hitsIn } from '../../shared/searchMarks.ts'
import { wantedOf } from '../../shared/searchWords.ts'

/** What was looked for, and in which message it was found. */
interface Looked {
  words: string
  messageId: string | undefined
}
const nothing: Looked = { words: '', messageId: undefined }
const context = createContext<Looked>(nothing)
export const LookedFor = context.Provider

/** Texts of this message that were looked for, for the frame in which a mail is drawn. */
export function useFoundIn(text: string): readonly string[] {
  const { words } = useContext(context)
  if (!words) return none
  return [...new Set(hitsIn(text, wantedOf(words)).map(({ start, end }) => text.slice(start, end)))]
}
const none: readonly string[] = []

interface Thread {
  messages: readonly { id: string }[]
  hasEarlier: boolean
  isLoadingEarlier: boolean
  loadEarlier: () => unknown
}

/** `content` holds the messages; `letGo` tells the thread that somebody reads elsewhere than at its end. */
export function useFound(thread: Thread, content: RefObject<HTMLElement | null>, letGo: () => void): void {
  const { words, messageId } = useContext(context)
  const [shown, setShown] = useState<string>()
  const isThere = messageId !== undefined && thread.messages.some(({ id }) => id === messageId)
  const { hasEarlier, isLoadingEarlier, loadEarlier } = thread

  useEffect(() => {
    if (messageId !== undefined && !isThere && hasEarlier && !isLoadingEarlier) loadEarlier()
  }, [messageId, isThere, hasEarlier, isLoadingEarlier, loadEarlier])

  const release = useRef(letGo)
  release.current = letGo
  useEffect(() => {
    if (!isThere || shown === messageId) return
    const element = content.current?.querySelector<HTMLElement>(`[data-item="${CSS.escape(messageId)}"]`)
    if (!element) return
    release.current()
    element.scrollIntoView({ block: 'center' })
    element.focus({ preventScroll: true })
    setShown(messageId)
  }, [isThere, messageId, shown, content])

  // biome-ignore lint/correctness/useExhaustiveDependencies: new messages are marked as well
  useEffect(() => {
    if (!words || !content.current || typeof Highlight === 'undefined') return
    CSS.highlights.set('looked-for', new Highlight(...rangesIn(content.current, words)))
    return () => {
      CSS.highlights.delete('looked-for')
    }
  }, [words, thread.messages, content])
}

/** Where the words stand in what is on the page. */
function rangesIn(root: HTMLElement, words: string): Range[] {
  const wanted = wantedOf(words)
  return [...root.querySelectorAll('[data-item] [dir="auto"]')].flatMap((block) => {
    const nodes: { node: Text; at: number }[] = []
    let text = ''
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!(node instanceof Text)) continue
      nodes.push({ node, at: text.length })
      text += node.data
    }
    const placeOf = (at: number) => {
      const found = nodes.findLast((one) => one.at <= at)
      return found && { node: found.node, offset: at - found.at }
    }
    return hitsIn(text, wanted).flatMap(({ start, end }) => {
      const [from, to] = [placeOf(start), placeOf(end - 1)]
      if (!from || !to) return []
      const range = document.createRange()
      range.setStart(from.node, from.offset)
      range.setEnd(to.node, to.offset + 1)
      return [range]
    })
  })
}
