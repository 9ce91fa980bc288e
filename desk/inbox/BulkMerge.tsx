/** Which of the chosen tickets, or which other one, the rest is merged into; what that means is said before. */
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BulkChange } from '../../shared/bulk.ts'
import { mostMerged } from '../../shared/lists.ts'
import { type Answers, api, type Ticket } from '../api.ts'
import { calledBy } from '../calledBy.ts'
import { sayReason } from '../reasons.ts'
import { MergeCandidate } from '../tickets/MergeCandidate.tsx'
import { MergeSearch } from '../tickets/MergeSearch.tsx'
import styles from '../tickets/work.module.css'

type Candidate = Omit<Answers['merges']['candidates']['candidates'][number], 'isSameCustomer' | 'whyNot'>

export interface BulkMergeProps {
  chosen: Ticket[]
  /** How many are chosen, also beyond those that are here; undefined while they are counted. */
  count: number | undefined
  onRun: (change: BulkChange) => void
}

export function BulkMerge({ chosen, count, onRun }: BulkMergeProps) {
  const { t } = useTranslation()
  const [search, setSearch] = useState('')
  const asked = useDeferredValue(search.trim())
  const [wished, setWished] = useState<Candidate>()
  const [across, setAcross] = useState(false)
  const isTooMany = count === undefined || count > mostMerged || chosen.length < count
  const found = useQuery({
    ...api.merges.candidates.queryOptions({ input: { ticketId: chosen[0]?.id ?? '', search: asked } }),
    enabled: asked !== '' && !isTooMany,
    placeholderData: (before) => before,
  }).data?.candidates
  const own = chosen
    .map((ticket): Candidate => ({ ...ticket, customerName: calledBy(ticket.customer) }))
    .sort((a, b) => a.number - b.number)
  // The first of them began it all.
  const target = wished ?? own[0]
  const sourceIds = chosen.flatMap(({ id }) => (id === target?.id ? [] : id))
  const check = useQuery({
    ...api.merges.check.queryOptions({ input: { ticketId: target?.id ?? '', sourceIds } }),
    enabled: !isTooMany && target !== undefined && sourceIds.length > 0,
  })
  if (isTooMany) return <p className={styles.none}>{t('bulk.mergeTooMany', { count: mostMerged })}</p>
  const { warnings = [], refusals = [] } = check.data ?? {}
  const people = warnings.flatMap((warning) => (warning.kind === 'customers' ? [warning.other] : []))
  const channel = warnings.flatMap((warning) => (warning.kind === 'channel' ? [warning.channel] : []))[0]
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (target) onRun({ mergeInto: target.id, acrossCustomers: across && people.length > 0 })
      }}
    >
      <MergeSearch label={t('bulk.mergeSearch')} value={search} onChange={setSearch} />
      {asked !== '' && found?.length === 0 && <p className={styles.none}>{t('merge.nothing')}</p>}
      <ul className={styles.candidates} aria-label={t('bulk.mergeTargets')}>
        {(asked === '' || !found ? own : found).map((one) => (
          <MergeCandidate key={one.id} ticket={one} customer={one.customerName}>
            <input type="radio" name="target" checked={one.id === target?.id} onChange={() => setWished(one)} />
          </MergeCandidate>
        ))}
      </ul>
      {refusals.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by the keyboard
        <ul className={styles.refusals} aria-label={t('bulk.mergeRefused')} tabIndex={0}>
          {refusals.map(({ number, why }) => (
            <li key={number}>{'number' in why.values ? sayReason(why) : `#${number}: ${sayReason(why)}`}</li>
          ))}
        </ul>
      )}
      {channel && <p className="panelWarning">{t('merge.warning.channel', { channel: t(`channel.${channel}`) })}</p>}
      {people.length > 0 && (
        <label className={styles.inAnyCase}>
          <input type="checkbox" checked={across} onChange={(event) => setAcross(event.currentTarget.checked)} />
          <span>
            {t('bulk.mergeAcross', { names: people.join(', ') })}
            <span className={styles.hint}>{t('bulk.mergeAcrossWhy')}</span>
          </span>
        </label>
      )}
      <div className={styles.acts}>
        <button type="submit" className="panelButton" data-main disabled={!target || sourceIds.length === 0 || check.isFetching}>
          {target ? t('merge.into', { number: target.number }) : t('merge.title')}
        </button>
      </div>
    </form>
  )
}
