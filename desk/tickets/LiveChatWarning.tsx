/** A live chat is not for snoozing (R95): said where one is about to. */
import { useTranslation } from 'react-i18next'
import { calledBy } from '../calledBy.ts'
import { useNow } from '../time.ts'
import type { Ticket } from './shapes.ts'
import { isHere, useAside } from './useAside.ts'

export function LiveChatWarning({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation()
  const aside = useAside(ticket)
  const now = useNow()
  if (!aside || ticket.status !== 'open' || !isHere(aside, now)) return null
  return (
    <p className="panelWarning" role="note">
      {t('ticket.chat.snooze', { name: calledBy(ticket.customer) || t('list.nameless') })}
    </p>
  )
}
