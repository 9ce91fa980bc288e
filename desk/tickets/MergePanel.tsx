/** Choosing the tickets that become one with this: the customer's others, or whatever a search finds. */
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api.ts'
import { sayReason } from '../reasons.ts'
import { MergeCandidate } from './MergeCandidate.tsx'
import { MergeSearch } from './MergeSearch.tsx'
import { mergeTickets } from './mergeTickets.ts'
import type { Ticket } from './shapes.ts'
import styles from './work.module.css'

export interface MergePanelProps {
  ticket: Ticket
  onDone: () => void
  /** This ticket went into another one. */
  onGone: (targetId: string) => void
}

export function MergePanel({ ticket, onDone, onGone }: MergePanelProps) {
  const { t } = useTranslation()
  const [search, setSearch] = useState('')
  const asked = useDeferredValue(search)
  const [chosen, setChosen] = useState<ReadonlyMap<string, number>>(new Map())
  const { data, isPlaceholderData } = useQuery({
    ...api.merges.candidates.queryOptions({ input: { ticketId: ticket.id, search: asked } }),
    placeholderData: (before) => before,
  })
  const sourceIds = [...chosen.keys()]
  const check = useQuery({
    ...api.merges.check.queryOptions({ input: { ticketId: ticket.id, sourceIds } }),
    enabled: sourceIds.length > 0,
  })
  const warnings = sourceIds.length > 0 ? (check.data?.warnings ?? []) : []
  const across = warnings.some(({ kind }) => kind === 'customers')
  const toggle = (id: string, number: number) => {
    const next = new Map(chosen)
    if (!next.delete(id)) next.set(id, number)
    setChosen(next)
  }
  const candidates = data?.candidates ?? []
  /** Enter takes the first that is found, once it is what was asked for. */
  const takeFirst = () => {
    const first = isPlaceholderData || asked !== search ? undefined : candidates.find(({ whyNot }) => whyNot === null)
    if (first && !chosen.has(first.id)) toggle(first.id, first.number)
  }
  const only = sourceIds.length === 1 ? candidates.find(({ id }) => id === sourceIds[0]) : undefined
  const into = async () => (await mergeTickets(ticket, sourceIds, across)) && onDone()
  const away = async (target: { id: string; number: number }) => {
    if (await mergeTickets(target, [ticket.id], across)) onGone(target.id)
  }
  return (
    <div>
      <MergeSearch label={t('merge.search')} value={search} onChange={setSearch} onEnter={takeFirst} />
      {data && candidates.length === 0 && <p className={styles.none}>{t(search ? 'merge.nothing' : 'merge.noOthers')}</p>}
      <ul className={styles.candidates} aria-label={t('merge.candidates')}>
        {candidates.map((one) => (
          <MergeCandidate
            key={one.id}
            ticket={one}
            customer={one.isSameCustomer ? '' : one.customerName}
            whyNot={one.whyNot ? sayReason(one.whyNot) : undefined}
          >
            <input
              type="checkbox"
              checked={chosen.has(one.id)}
              disabled={one.whyNot !== null}
              onChange={() => toggle(one.id, one.number)}
            />
          </MergeCandidate>
        ))}
      </ul>
      {warnings.map((warning) => (
        <p key={JSON.stringify(warning)} className="panelWarning" role="alert">
          {warning.kind === 'customers'
            ? t('merge.warning.customers', { customer: warning.customer, other: warning.other })
            : t('merge.warning.channel', { channel: t(`channel.${warning.channel}`) })}
        </p>
      ))}
      <div className={styles.acts}>
        <button type="button" className="panelButton" data-main disabled={sourceIds.length === 0 || check.isFetching} onClick={into}>
          {t('merge.into', { number: ticket.number })}
        </button>
        {only && (only.channel === 'webchat') === (ticket.channel === 'webchat') && (
          <button type="button" className="panelButton" disabled={check.isFetching} onClick={() => away(only)}>
            {t('merge.away', { number: only.number })}
          </button>
        )}
      </div>
    </div>
  )
}
