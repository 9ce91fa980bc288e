/** A change of many tickets as it goes on, wherever one is: how far it is, how it ended, and the way back. */
import { ActionIcon, Button, Progress } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type Ref, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Answers, api, client, queries } from '../api.ts'
import { wordOr } from '../i18n.ts'
import { CrossIcon } from '../icons.tsx'
import { sayProblem } from '../notices.ts'
import { sayReason } from '../reasons.ts'
import styles from '../search/search.module.css'

type Run = Answers['bulk']['list']['runs'][number]

/** What ended well goes away after this, milliseconds. */
const shownFor = 12_000

export function BulkProgress() {
  const [openedAt] = useState(() => Date.now())
  const [dismissed, setDismissed] = useState<string>()
  const { data } = useQuery({
    ...api.bulk.list.queryOptions(),
    // The server's hints bring it forward; this is for one that got lost.
    refetchInterval: ({ state }) => (state.data?.runs.some((run) => run.state === 'running') ? 2000 : false),
  })
  const run = data?.runs[0]
  const isNews = run && (run.state === 'running' || Date.parse(run.endedAt ?? '') > openedAt)
  const isQuiet = run !== undefined && run.state !== 'running' && run.refused === 0
  const id = run?.id
  const card = useRef<HTMLElement>(null)
  useEffect(() => {
    if (!isQuiet) return
    // Not from under the hand of whoever is about to press its button.
    const timer = setInterval(() => !card.current?.matches(':hover, :focus-within') && setDismissed(id), shownFor)
    return () => clearInterval(timer)
  }, [isQuiet, id])
  if (!run || !isNews || dismissed === run.id) return null
  return <Card ref={card} key={run.id} run={run} onDismiss={() => setDismissed(run.id)} />
}

function Card({ ref, run, onDismiss }: { ref: Ref<HTMLElement>; run: Run; onDismiss: () => void }) {
  const { t } = useTranslation()
  const settled = run.done + run.same + run.refused
  const isRunning = run.state === 'running'
  const ask = async (what: 'cancel' | 'undo') => {
    try {
      await client.bulk[what]({ id: run.id })
    } catch (error) {
      sayProblem(t('bulk.notTakenBack'), error)
    }
    for (const queryKey of [api.bulk.key(), api.tickets.list.key()]) queries.invalidateQueries({ queryKey })
  }
  const said = [
    t(run.undoes ? 'bulk.takenBack' : 'bulk.done', { count: run.done, shown: run.done.toLocaleString() }),
    run.same > 0 && t('bulk.same', { count: run.same, shown: run.same.toLocaleString() }),
    run.refused > 0 && t('bulk.refused', { count: run.refused, shown: run.refused.toLocaleString() }),
    run.state === 'cancelled' && t('bulk.left', { count: run.total - settled, shown: (run.total - settled).toLocaleString() }),
  ].filter(Boolean)
  const progress = t('bulk.running', { shown: settled.toLocaleString(), total: run.total.toLocaleString() })
  const isHeld = isRunning && run.held > 0 && settled + run.held >= run.total
  return (
    <section ref={ref} className={styles.progress} aria-label={t('bulk.progress')}>
      <div className={styles.line}>
        <span className={styles.said} role="status">
          {!isRunning ? said.join(' · ') : isHeld ? t('bulk.held', { count: run.held, shown: run.held.toLocaleString() }) : progress}
        </span>
        {isRunning && !isHeld && (
          <Button size="compact-sm" variant="default" onClick={() => ask('cancel')}>
            {t('bulk.cancel')}
          </Button>
        )}
        {run.mayUndo && (
          <Button size="compact-sm" variant="subtle" onClick={() => ask('undo')}>
            {t('common.undo')}
          </Button>
        )}
        {!isRunning && (
          <ActionIcon variant="subtle" color="gray" size={28} aria-label={t('common.close')} onClick={onDismiss}>
            <CrossIcon size={14} />
          </ActionIcon>
        )}
      </div>
      {isRunning && <Progress value={(100 * settled) / run.total} size="sm" transitionDuration={100} aria-label={progress} />}
      {!isRunning && run.refused > 0 && <Refused id={run.id} />}
    </section>
  )
}

/** Which tickets were refused, and why. */
function Refused({ id }: { id: string }) {
  const { data } = useQuery(api.bulk.items.queryOptions({ input: { id, state: 'refused' } }))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by the keyboard
    <ul className={styles.refused} tabIndex={0}>
      {data?.items.map((item) => (
        <li key={item.position}>
          {item.number !== null && `#${item.number} `}
          {item.subject} — {item.refusal ? sayReason(item.refusal) : wordOr(`bulk.why.${item.why}`, item.why ?? '')}
        </li>
      ))}
    </ul>
  )
}
