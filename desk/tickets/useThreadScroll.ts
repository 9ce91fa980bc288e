/** Where the reader is in the thread: at its end, new messages come into view; elsewhere, nothing moves under their eyes. */
import { useCallback, useLayoutEffect, useRef, useState } from 'react'

// Within this of the end one is at the end, pixels.
const nearEnd = 48
const nearStart = 400

export interface ThreadScroll {
  /** The first thing that is drawn: when it changes, something was put in front. */
  firstKey: string | undefined
  onNearStart: () => void
}

/** Keeps the thread's place. `attach` goes on the element that scrolls, `content` on what it holds. */
export function useThreadScroll({ firstKey, onNearStart }: ThreadScroll) {
  const scroller = useRef<HTMLElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const isHeld = useRef(true)
  const anchor = useRef<{ element: Element; top: number }>(undefined)
  const [isAtEnd, setAtEnd] = useState(true)

  const remember = useCallback(() => {
    const box = scroller.current
    if (!box) return
    const { top } = box.getBoundingClientRect()
    for (const element of box.querySelectorAll('[data-item]')) {
      const rect = element.getBoundingClientRect()
      if (rect.bottom <= top) continue
      anchor.current = { element, top: rect.top - top }
      return
    }
  }, [])

  const place = useCallback((box: HTMLElement) => {
    isHeld.current = box.scrollHeight - box.scrollTop - box.clientHeight < nearEnd
    setAtEnd(isHeld.current)
  }, [])

  const toEnd = useCallback(() => {
    const box = scroller.current
    if (!box) return
    isHeld.current = true
    setAtEnd(true)
    box.scrollTop = box.scrollHeight
  }, [])

  const onScroll = () => {
    const box = scroller.current
    if (!box) return
    place(box)
    remember()
    if (box.scrollTop < nearStart) onNearStart()
  }

  // Pictures, frames and new messages change the height at any time.
  const attach = useCallback(
    (box: HTMLElement) => {
      scroller.current = box
      const observer = new ResizeObserver(() => {
        if (isHeld.current) box.scrollTop = box.scrollHeight
        else place(box)
      })
      observer.observe(box)
      if (content.current) observer.observe(content.current)
      return () => {
        observer.disconnect()
        scroller.current = null
      }
    },
    [place],
  )

  // What is put in front pushes everything down; the browser may have made up for it already, then nothing is left to do.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when something was put in front
  useLayoutEffect(() => {
    const box = scroller.current
    if (!box || isHeld.current || !anchor.current?.element.isConnected) return
    const { element, top } = anchor.current
    box.scrollTop += element.getBoundingClientRect().top - box.getBoundingClientRect().top - top
  }, [firstKey])

  /** Whoever unfolds something wants to read that, not the end. */
  const letGo = () => {
    isHeld.current = false
  }

  return { attach, content, isAtEnd, onScroll, toEnd, letGo }
}
