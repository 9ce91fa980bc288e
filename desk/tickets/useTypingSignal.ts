/** Tells the customer and the team that this agent is writing: at most every few seconds, and that it stopped. */
import { useCallback, useEffect, useRef } from 'react'
import { sayTyping } from '../live.ts'

const everyMs = 3000
const stopsAfterMs = 5000

/** Call `type` at each key press and `stop` when the text is sent or left. */
export function useTypingSignal(ticketId: string): { type: () => void; stop: () => void } {
  const saidAt = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const stop = useCallback(() => {
    clearTimeout(timer.current)
    if (saidAt.current === 0) return
    saidAt.current = 0
    sayTyping(ticketId, false)
  }, [ticketId])
  const type = useCallback(() => {
    clearTimeout(timer.current)
    timer.current = setTimeout(stop, stopsAfterMs)
    if (Date.now() - saidAt.current < everyMs) return
    saidAt.current = Date.now()
    sayTyping(ticketId, true)
  }, [ticketId, stop])
  useEffect(() => stop, [stop])
  return { type, stop }
}
