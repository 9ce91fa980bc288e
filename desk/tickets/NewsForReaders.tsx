/** Tells a screen reader of messages that come in while the ticket is open. */
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from './shapes.ts'

const mostSaid = 300

export function NewsForReaders({ messages, myId }: { messages: readonly Message[]; myId: string }) {
  const { t } = useTranslation()
  const [said, setSaid] = useState('')
  const last = useRef<string>(undefined)
  const newest = messages.at(-1)
  useEffect(() => {
    const isNews = last.current !== undefined && newest !== undefined && newest.id > last.current && newest.author.id !== myId
    if (isNews) setSaid(t('ticket.said', { name: newest.author.name, text: newest.text.slice(0, mostSaid) }))
    last.current = newest?.id
  }, [newest, myId, t])
  return (
    <div className="forReaders" role="status" aria-live="polite">
      {said}
    </div>
  )
}
