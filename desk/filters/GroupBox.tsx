/** A group of tests that must all, or any of them, be so; groups stand in groups. */
import { ActionIcon, Button, SegmentedControl } from '@mantine/core'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { Condition } from '../api.ts'
import { CrossIcon, PlusIcon } from '../icons.tsx'
import { ConditionMenu } from './ConditionMenu.tsx'
import styles from './FilterBuilder.module.css'
import { TestRow } from './TestRow.tsx'
import { type Group, groupOf, isTest, joinOf, partsOf, withMore, withPart } from './tree.ts'

interface Props {
  group: Group
  conditions: Condition[]
  depth: number
  onChange: (group: Group) => void
  onRemove?: () => void
}

/** The API takes four levels. */
const deepest = 3

export function GroupBox({ group, conditions, depth, onChange, onRemove }: Props) {
  const { t } = useTranslation()
  const parts = partsOf(group)
  const join = joinOf(group)
  return (
    <div className={depth > 0 ? styles.inner : styles.outer}>
      {(parts.length > 1 || depth > 0) && (
        <div className={styles.join}>
          <SegmentedControl
            size="xs"
            aria-label={t('filter.join')}
            value={join}
            data={[
              { value: 'all', label: t('filter.all') },
              { value: 'any', label: t('filter.any') },
            ]}
            onChange={(chosen) => onChange(groupOf(chosen === 'any' ? 'any' : 'all', parts))}
          />
          {onRemove && (
            <ActionIcon
              className={styles.remove}
              variant="subtle"
              color="gray"
              size={28}
              aria-label={t('filter.removeGroup')}
              onClick={onRemove}
            >
              <CrossIcon size={14} />
            </ActionIcon>
          )}
        </div>
      )}
      {parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have no name but their place
        <Fragment key={at}>
          {at > 0 && <span className={styles.between}>{t(join === 'all' ? 'filter.and' : 'filter.or')}</span>}
          {isTest(part) ? (
            <TestRow
              test={part}
              conditions={conditions}
              onChange={(test) => onChange(withPart(group, at, test))}
              onRemove={() => onChange(withPart(group, at, undefined))}
            />
          ) : (
            <GroupBox
              group={part}
              conditions={conditions}
              depth={depth + 1}
              onChange={(inner) => onChange(withPart(group, at, inner))}
              onRemove={() => onChange(withPart(group, at, undefined))}
            />
          )}
        </Fragment>
      ))}
      <div className={styles.add}>
        <ConditionMenu withinPortal={false} onChoose={(test) => onChange(withMore(group, test))}>
          <Button size="xs" variant="default" leftSection={<PlusIcon size={14} />}>
            {t('filter.filters')}
          </Button>
        </ConditionMenu>
        {depth < deepest && parts.length > 0 && (
          <Button size="xs" variant="subtle" color="gray" onClick={() => onChange(withMore(group, { any: [] }))}>
            {t('filter.addGroup')}
          </Button>
        )}
      </div>
    </div>
  )
}
