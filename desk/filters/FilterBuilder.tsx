/** Builds a filter: for views, for what a list shows, and for rules. Everything it offers comes from the server's conditions. */
import '../moreStyles.ts'
import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Filter } from '../../shared/filter.ts'
import { api } from '../api.ts'
import { countText } from '../frame/countText.ts'
import { useLive } from '../live.ts'
import styles from './FilterBuilder.module.css'
import { GroupBox } from './GroupBox.tsx'
import { asGroup, finished } from './tree.ts'

interface Props {
  filter: Filter
  onChange: (filter: Filter) => void
  /** Says below how many open tickets are found. */
  withCount?: boolean
}

export function FilterBuilder({ filter, onChange, withCount = false }: Props) {
  const { data } = useQuery({ ...api.views.conditions.queryOptions(), staleTime: 60_000 })
  useLive(['tags'])
  if (!data) return <Skeleton height={32} />
  return (
    <div className={styles.builder}>
      <GroupBox group={asGroup(filter)} conditions={data.conditions} depth={0} onChange={onChange} />
      {withCount && <Found filter={finished(filter)} />}
    </div>
  )
}

/** How long the filter must rest before it is counted, milliseconds. */
const pause = 250

function Found({ filter: wanted }: { filter: Filter }) {
  const { t } = useTranslation()
  // Counted when the filter rests; a count that is no longer wanted is given up, since the query is another one then.
  const said = JSON.stringify(wanted)
  const [filter, setFilter] = useState(wanted)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same filter said again is not another one
  useEffect(() => {
    const timer = setTimeout(() => setFilter(wanted), pause)
    return () => clearTimeout(timer)
  }, [said])
  const { data } = useQuery({
    ...api.views.count.queryOptions({ input: { filter, status: 'open' } }),
    placeholderData: (before: { count: number } | undefined) => before,
  })
  return (
    <p className="quiet" role="status">
      {data ? t('filter.found', { count: data.count, shown: countText(data.count) }) : ' '}
    </p>
  )
}
