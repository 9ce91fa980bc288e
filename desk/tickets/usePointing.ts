/** Brings the words that somebody pointed at into view, also when they stand in a message not loaded yet. */
import { type RefObject, useCallback, useEffect, useRef } from 'react'
import { listenToPointing } from './attention.ts'
import type { ThreadData } from './useThread.ts'

const shownMs = 2400

export function usePointing(
  ticketId: string,
  content: RefObject<HTMLElement | null>,
  { messages, hasEarlier, loadEarlier }: ThreadData,
): void {
  const wanted = useRef<number>(undefined)

  const look = useCallback(() => {
    if (wanted.current === undefined) return
    const pane = content.current?.closest('[data-pane]') ?? content.current
    const places = [...(pane?.querySelectorAll<HTMLElement>(`[data-quote="${wanted.current}"]`) ?? [])]
    if (places.length === 0 && hasEarlier) return void loadEarlier()
    wanted.current = undefined
    places[0]?.scrollIntoView({ block: 'center' })
    places[0]?.closest<HTMLElement>('article')?.focus({ preventScroll: true })
    for (const place of places) place.dataset.attended = ''
    setTimeout(() => {
      for (const place of places) delete place.dataset.attended
    }, shownMs)
  }, [content, hasEarlier, loadEarlier])

  useEffect(
    () =>
      listenToPointing((attention) => {
        if (attention.ticketId !== ticketId) return
        wanted.current = attention.quote
        look()
      }),
    [ticketId, look],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: looks again whenever more is loaded
  useEffect(look, [messages, look])
}
