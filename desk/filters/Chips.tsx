/** The filter of a list as chips: each says one test, opens to be changed, and goes away with its ×. */
import { Popover, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Suspense, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Filter } from '../../shared/filter.ts'
import { api } from '../api.ts'
import { CrossIcon } from '../icons.tsx'
import { lazyPart } from '../lazyPart.ts'
import styles from './Chips.module.css'
import { ConditionMenu } from './ConditionMenu.tsx'
import { sayFilter, sayTest } from './say.ts'
import { asGroup, finished, isEverything, isTest, joinOf, partsOf, withMore, withPart } from './tree.ts'

const load = () => import('./FilterBuilder.tsx')
const FilterBuilder = lazyPart(() => load().then(({ FilterBuilder }) => ({ default: FilterBuilder })))

export function Chips({ filter, onChange }: { filter: Filter; onChange: (filter: Filter) => void }) {
  const { t } = useTranslation()
  const { data } = useQuery({ ...api.views.conditions.queryOptions(), staleTime: 60_000 })
  const [opened, setOpened] = useState<number>()
  const bar = useRef<HTMLDivElement>(null)
  const conditions = data?.conditions ?? []
  const group = asGroup(filter)
  // "Any of" is one thing to say; of "all of" each part can come and go by itself.
  const parts = joinOf(group) === 'all' ? partsOf(group) : [group]
  const replace = (at: number, part: Filter | undefined) =>
    onChange(joinOf(group) === 'all' ? withPart(group, at, part) : (part ?? { all: [] }))
  /** A filter that was begun and given no value goes away; the focus stays in this bar. */
  const close = (at: number, part: Filter) => {
    setOpened(undefined)
    const isUnfinished = isEverything(finished(part))
    if (isUnfinished) replace(at, undefined)
    const next = isUnfinished ? '[data-add]' : `[data-chip="${at}"]`
    requestAnimationFrame(() => bar.current?.querySelector<HTMLElement>(next)?.focus())
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: nothing happens to the reader; the builder loads before it is asked for
    <div ref={bar} className={styles.chips} onPointerOver={load} onFocus={load}>
      {parts.map((part, at) => {
        const said = isTest(part) ? sayTest(part, conditions) : { field: '', operator: '', value: sayFilter(part, conditions) }
        const whole = `${said.field} ${said.operator} ${said.value}`.trim()
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no name but their place
          <span key={at} className={styles.chip}>
            <Popover opened={opened === at} onChange={(isOpen) => !isOpen && close(at, part)} width={340} position="bottom-start" trapFocus>
              <Popover.Target>
                <UnstyledButton className={styles.said} data-chip={at} onClick={() => (opened === at ? close(at, part) : setOpened(at))}>
                  {said.field} {said.operator} <b>{said.value}</b>
                </UnstyledButton>
              </Popover.Target>
              <Popover.Dropdown aria-label={t('filter.change')}>
                <Suspense fallback={null}>
                  <FilterBuilder
                    filter={part}
                    onChange={(next) => {
                      const [only, ...more] = 'all' in next ? next.all : [next]
                      replace(at, more.length === 0 ? only : next)
                      if (!only) setOpened(undefined)
                    }}
                  />
                </Suspense>
              </Popover.Dropdown>
            </Popover>
            <UnstyledButton
              className={styles.remove}
              aria-label={t('filter.remove', { field: whole })}
              onClick={() => replace(at, undefined)}
            >
              <CrossIcon size={10} />
            </UnstyledButton>
          </span>
        )
      })}
      <ConditionMenu
        onChoose={(test) => {
          onChange(withMore(joinOf(group) === 'all' ? group : { all: [group] }, test))
          setOpened(joinOf(group) === 'all' ? parts.length : 1)
        }}
      >
        <UnstyledButton className={styles.add} data-add>
          + {t('filter.add')}
        </UnstyledButton>
      </ConditionMenu>
    </div>
  )
}
