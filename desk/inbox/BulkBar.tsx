/** Changes the chosen tickets, or all that the list would show; the server does it, and each can be taken back. */
import { ActionIcon, Button, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BulkChange } from '../../shared/bulk.ts'
import { api, client, queries } from '../api.ts'
import { CrossIcon } from '../icons.tsx'
import { useKeys } from '../keys.ts'
import { sayProblem } from '../notices.ts'
import styles from './BulkBar.module.css'
import { AssignMenu, LaterMenu, MergePopover, MoreMenu, TagsPicker, type TagWish } from './BulkMenus.tsx'
import type { Listed } from './listQuery.ts'
import { showBulk } from './showBulk.ts'
import type { Choosing } from './useChosen.ts'

export function BulkBar({ choosing, asked, hasMore }: { choosing: Choosing; asked: Listed; hasMore: boolean }) {
  const { t } = useTranslation()
  const { chosen, isAll, except, clear, chooseAll } = choosing
  const [isAssigning, setAssigning] = useState(false)
  const [isSnoozing, setSnoozing] = useState(false)
  const [isMerging, setMerging] = useState(false)
  const [tagWish, setTagWish] = useState<TagWish>()
  const { sort: _, ...list } = asked
  const matching = { ...list, except }
  const counted = useQuery({ ...api.bulk.count.queryOptions({ input: { chosen: { ...list, except: [] } } }), enabled: isAll || hasMore })
  const all = counted.data?.count
  const count = isAll ? (all === undefined ? undefined : all - except.length) : chosen.length
  const areClosed = chosen.every(({ status }) => status === 'closed')
  const run = async (change: BulkChange) => {
    clear()
    await queries.cancelQueries({ queryKey: api.tickets.list.key() })
    showBulk(chosen, change)
    try {
      await client.bulk.start({ chosen: isAll ? matching : { ids: chosen.map(({ id }) => id) }, change })
    } catch (error) {
      sayProblem(t('bulk.notBegun'), error)
      // What was shown is not so.
      for (const queryKey of [api.tickets.list.key(), api.tickets.get.key()]) queries.invalidateQueries({ queryKey })
    }
    queries.invalidateQueries({ queryKey: api.bulk.key() })
  }
  useKeys([
    { key: 'e', words: 'keys.closeChosen', area: 'keys.list', run: () => void run({ status: 'closed' }) },
    { key: 'a', words: 'bulk.assign', area: 'keys.list', opens: true, run: () => setAssigning(true) },
    { key: 's', words: 'bulk.snooze', area: 'keys.list', opens: true, run: () => setSnoozing(true) },
    { key: 'l', words: 'bulk.addTag', area: 'keys.list', opens: true, run: () => setTagWish('addTags') },
    { key: 'g', words: 'merge.title', area: 'keys.list', opens: true, run: () => setMerging(true) },
    { key: 'escape', words: 'bulk.clear', area: 'keys.list', run: clear },
  ])
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('bulk.label')}>
      <ActionIcon variant="subtle" color="gray" size={28} aria-label={t('bulk.clear')} onClick={clear}>
        <CrossIcon size={14} />
      </ActionIcon>
      <span className={styles.count} role="status">
        {count === undefined ? '…' : t('bulk.chosen', { count, shown: count.toLocaleString() })}
      </span>
      <Button size="xs" h={28} px={8} variant="default" onClick={() => run({ status: areClosed && !isAll ? 'open' : 'closed' })}>
        {t(areClosed && !isAll ? 'bulk.reopen' : 'bulk.close')}
      </Button>
      <AssignMenu onRun={run} isOpen={isAssigning} onOpen={setAssigning} />
      <LaterMenu onRun={run} isOpen={isSnoozing} onOpen={setSnoozing} />
      <MoreMenu onRun={run} onMerge={() => setMerging(true)} onTags={setTagWish} />
      {!isAll && hasMore && all !== undefined && all > chosen.length && (
        <UnstyledButton className={styles.all} onClick={chooseAll}>
          {t('bulk.chooseAll', { shown: all.toLocaleString() })}
        </UnstyledButton>
      )}
      <TagsPicker wish={tagWish} onClose={() => setTagWish(undefined)} onRun={run} />
      <MergePopover isOpen={isMerging} onOpen={setMerging} chosen={chosen} count={count} onRun={run} />
    </div>
  )
}
