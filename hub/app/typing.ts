/** Tells the shop that the shopper writes, now and then while they do, and when they stop. */
import { useRef } from 'preact/hooks'
import type { Engine } from './state.ts'

const every = 2000
const pauseMilliseconds = 4000

export function useTyping(engine: Engine) {
  const toldAt = useRef(0)
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined)
  const stop = () => {
    clearTimeout(pause.current)
    if (toldAt.current) engine.typing(false)
    toldAt.current = 0
  }
  return {
    /** This stands in the field now. */
    wrote(text: string) {
      if (!text.trim()) return stop()
      if (Date.now() - toldAt.current > every) {
        toldAt.current = Date.now()
        engine.typing(true)
      }
      clearTimeout(pause.current)
      pause.current = setTimeout(stop, pauseMilliseconds)
    },
  }
}
