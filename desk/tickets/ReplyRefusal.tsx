/** Why no reply can go out now, and what can be done instead. */

import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Refusal } from '../../shared/mayReply.ts'
import { LinkButton } from '../LinkButton.tsx'
import { lazyPart } from '../lazyPart.ts'
import styles from './composer.module.css'
import type { Ticket } from './shapes.ts'

const RecipientConsent = lazyPart(() => import('../composer/ConsentNote.tsx').then(({ RecipientConsent: Note }) => ({ default: Note })))
const Templates = lazyPart(() => import('../composer/Templates.tsx').then(({ Templates: Picker }) => ({ default: Picker })))

interface Props {
  refusal: Refusal
  ticket: Ticket
  recipient: string | null
  seenInboundId: string | undefined
  onNote: () => void
}

export function ReplyRefusal({ refusal, ticket, recipient, seenInboundId, onNote }: Props) {
  const { t } = useTranslation()
  return (
    <>
      <p className={styles.refusal} role="status">
        <b>{t(`ticket.mayNot.why.${refusal.why}`)}</b> {t(`ticket.mayNot.instead.${refusal.instead}`)}{' '}
        <LinkButton onClick={onNote}>{t('ticket.writeNote')}</LinkButton>
      </p>
      <Suspense fallback={null}>
        {refusal.instead === 'ask_consent' && (
          <div className={styles.insteads}>
            <RecipientConsent customerId={ticket.customer.id} ticketId={ticket.id} channel={ticket.channel} recipient={recipient} />
          </div>
        )}
        {refusal.instead === 'template' && (
          <Templates key={ticket.id} ticketId={ticket.id} language={ticket.language} seenInboundId={seenInboundId} />
        )}
      </Suspense>
    </>
  )
}
