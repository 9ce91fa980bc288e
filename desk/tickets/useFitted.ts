/**
 * How high a mail is. The frame that shows it has no origin, so nobody can ask it; a second, unseen and unreachable one
 * of the same document may be read by the page, and like the first runs no script.
 */
import { useEffect, useRef, useState } from 'react'

interface Place {
  quote: string
  top: number
  left: number
  height: number
}

export interface Fitted {
  height: number
  /** Where the marked words stand. */
  places: Place[]
}

const highest = 8000

/** Give `measure` to a frame with `sandbox="allow-same-origin"` and the same `srcDoc`. */
export function useFitted() {
  const measure = useRef<HTMLIFrameElement>(null)
  const [fitted, setFitted] = useState<Fitted>({ height: 0, places: [] })
  const observer = useRef<ResizeObserver>(undefined)
  useEffect(() => () => observer.current?.disconnect(), [])
  const onLoad = () => {
    const root = measure.current?.contentDocument?.documentElement
    if (!root) return
    const read = () => {
      const bar = root.scrollWidth > root.clientWidth ? 16 : 0
      const places = [...root.querySelectorAll<HTMLElement>('mark[data-quote]')].map((mark) => {
        const { top, left, height } = mark.getBoundingClientRect()
        return { quote: mark.dataset.quote ?? '', top, left, height }
      })
      setFitted({ height: Math.min(root.scrollHeight + bar, highest), places })
    }
    observer.current?.disconnect()
    observer.current = new ResizeObserver(read)
    observer.current.observe(root)
    read()
  }
  return { measure, onLoad, fitted }
}
