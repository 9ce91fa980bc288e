/** Chooses what to ask: first the subject (Sentiment), then the field (Label). */
import { Menu } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactElement, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Test } from '../../shared/filter.ts'
import { api, type Condition } from '../api.ts'
import { ChevronLeftIcon, ChevronRightIcon } from '../icons.tsx'
import { newTest } from './newTest.ts'
import { fieldName, groupName } from './say.ts'

interface Props {
  /** The button that opens the menu. */
  children: ReactElement
  onChoose: (test: Test) => void
  withinPortal?: boolean
}

export function ConditionMenu({ children, onChoose, withinPortal = true }: Props) {
  const { t } = useTranslation()
  const { data } = useQuery({ ...api.views.conditions.queryOptions(), staleTime: 60_000 })
  const [group, setGroup] = useState<string>()
  const list = useRef<HTMLDivElement>(null)
  const conditions = data?.conditions ?? []
  const groups = [...new Set(conditions.map((condition) => condition.group))]
  // Where the menu's items are exchanged, the keyboard must not be left behind.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the group is what exchanges them
  useEffect(() => list.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus(), [group])
  return (
    <Menu position="bottom-start" width={240} onClose={() => setGroup(undefined)} withinPortal={withinPortal}>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        <div ref={list}>
          {group === undefined ? (
            groups.map((name) => (
              <Menu.Item key={name} closeMenuOnClick={false} rightSection={<ChevronRightIcon size={14} />} onClick={() => setGroup(name)}>
                {groupName(name)}
              </Menu.Item>
            ))
          ) : (
            <>
              {conditions.filter((condition) => condition.group === group).map(item)}
              <Menu.Divider />
              <Menu.Item closeMenuOnClick={false} leftSection={<ChevronLeftIcon size={14} />} onClick={() => setGroup(undefined)}>
                {t('common.back')}
              </Menu.Item>
            </>
          )}
        </div>
      </Menu.Dropdown>
    </Menu>
  )
  function item(condition: Condition) {
    return (
      <Menu.Item key={condition.field} onClick={() => onChoose(newTest(condition))}>
        {fieldName(condition)}
      </Menu.Item>
    )
  }
}
