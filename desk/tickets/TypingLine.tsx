/** Who else is writing on this ticket right now. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Typing } from '../../shared/live.ts'
import { useTyping } from '../live.ts'
import styles from './thread.module.css'

// Whoever has said nothing for this long has stopped, or lost the connection.
const silentMs = 7000

export function TypingLine({ ticketId, myId }: { ticketId: string; myId: string }) {
  const { t } = useTranslation()
  const [writers, setWriters] = useState<readonly Typing[]>([])
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>())
  const hear = useCallback(
    (typing: Typing) => {
      if (typing.ticketId !== ticketId || typing.agentId === myId) return
      const who = typing.agentId ?? typing.side
      const others = (before: readonly Typing[]) => before.filter((one) => (one.agentId ?? one.side) !== who)
      clearTimeout(timers.current.get(who))
      setWriters((before) => (typing.isTyping ? [...others(before), typing] : others(before)))
      if (typing.isTyping)
        timers.current.set(
          who,
          setTimeout(() => setWriters(others), silentMs),
        )
    },
    [ticketId, myId],
  )
  useTyping(hear)
  useEffect(() => {
    const running = timers.current
    return () => {
      for (const timer of running.values()) clearTimeout(timer)
    }
  }, [])
  if (writers.length === 0) return null
  return (
    <p className={styles.typing}>
      {writers.map(({ name, side, agentId }) => (
        <span key={agentId ?? side}>{t(side === 'customer' ? 'ticket.typing.customer' : 'ticket.typing.agent', { name })}</span>
      ))}
    </p>
  )
}
