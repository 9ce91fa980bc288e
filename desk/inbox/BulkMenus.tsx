/** What can be done with many tickets, besides closing them. */
import { ActionIcon, Button, Menu, Popover } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { BulkChange } from '../../shared/bulk.ts'
import { priorities } from '../../shared/lists.ts'
import { api } from '../api.ts'
import { withWords } from '../i18n.ts'
import { MoreIcon } from '../icons.tsx'
import { lazyPart } from '../lazyPart.ts'
import { useMe } from '../session.ts'
import { Picker } from '../tickets/Picker.tsx'
import styles from './BulkBar.module.css'
import type { BulkMergeProps } from './BulkMerge.tsx'

interface Props {
  onRun: (change: BulkChange) => void
}
/** Opened by its button and by a key. */
interface Opened extends Props {
  isOpen: boolean
  onOpen: (isOpen: boolean) => void
}
const scrolls = { mah: 320, style: { overflowY: 'auto' as const } }

/** Whom to give them to, found by a part of the name: an agent or a team. */
export function AssignMenu({ onRun, isOpen, onOpen }: Opened) {
  const { t } = useTranslation()
  const me = useMe()
  const agents = useQuery(api.agents.list.queryOptions()).data?.agents ?? []
  const teams = useQuery(api.teams.list.queryOptions()).data?.teams ?? []
  const nobody = { value: 'none', label: t('bulk.nobody') }
  const others = agents.filter(({ id, isActive }) => isActive && id !== me.id)
  const people = [me, ...others].map(({ id, name, availability }) => ({ value: id, label: name, isOnline: availability === 'online' }))
  const groups = [
    { label: t('column.assignee'), options: [...people, nobody] },
    { label: t('column.team'), options: teams.map(({ id, name }) => ({ value: `team ${id}`, label: name })) },
  ]
  const pick = (value: string) =>
    onRun(value.startsWith('team ') ? { teamId: value.slice(5) } : { assigneeId: value === nobody.value ? null : value })
  return (
    <Picker label={t('bulk.assign')} groups={groups} onPick={pick} isOpen={isOpen} onOpen={onOpen}>
      <Button size="xs" h={28} px={8} variant="default" onClick={() => onOpen(!isOpen)}>
        {t('bulk.assign')}
      </Button>
    </Picker>
  )
}

// The words for times come along when somebody snoozes for the first time.
const WhenMenu = lazyPart(() => import('../when/WhenMenu.tsx').then(({ WhenMenu }) => ({ default: WhenMenu })))

export function LaterMenu({ onRun, isOpen, onOpen }: Opened) {
  const { t } = useTranslation()
  return (
    <Popover opened={isOpen} onChange={onOpen} position="bottom-end" width={320} trapFocus returnFocus withRoles>
      <Popover.Target>
        <Button size="xs" h={28} px={8} variant="default" onClick={() => onOpen(!isOpen)}>
          {t('bulk.snooze')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={8} aria-label={t('bulk.snooze')}>
        <Suspense fallback={null}>
          <WhenMenu onTake={(until) => onRun({ status: 'snoozed', snoozedUntil: until })} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}

const BulkMerge = lazyPart(() => withWords(import('./BulkMerge.tsx'), 'refusals').then(({ BulkMerge }) => ({ default: BulkMerge })))

/** Where the rest of the chosen tickets is merged into, opened from the menu of more. */
export function MergePopover({ isOpen, onOpen, ...merging }: BulkMergeProps & { isOpen: boolean; onOpen: (isOpen: boolean) => void }) {
  const { t } = useTranslation()
  return (
    // What it hangs on only says where it appears, and has no role that could open something.
    <Popover opened={isOpen} onChange={onOpen} position="bottom-end" width={380} trapFocus returnFocus withRoles={false}>
      <Popover.Target>
        <span className={styles.anchor} />
      </Popover.Target>
      <Popover.Dropdown p={8} role="dialog" aria-label={t('merge.title')}>
        <Suspense fallback={null}>
          <BulkMerge {...merging} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}

export type TagWish = 'addTags' | 'removeTags'

/** The account's tags to choose from, which may be thousands; opened from the menu of more. */
export function TagsPicker({ wish, onClose, onRun }: Props & { wish: TagWish | undefined; onClose: () => void }) {
  const { t } = useTranslation()
  const tags = useQuery(api.tags.list.queryOptions()).data?.tags ?? []
  const label = t(wish === 'removeTags' ? 'bulk.removeTag' : 'bulk.addTag')
  return (
    <Picker
      label={label}
      groups={[{ label, options: tags.map(({ key, name }) => ({ value: key, label: name })) }]}
      onPick={(key) => onRun(wish === 'removeTags' ? { removeTags: [key] } : { addTags: [key] })}
      isOpen={wish !== undefined}
      onOpen={(isOpen) => !isOpen && onClose()}
      isAnchor
    >
      <span className={styles.anchor} />
    </Picker>
  )
}

export function MoreMenu({ onRun, onMerge, onTags }: Props & { onMerge: () => void; onTags: (wish: TagWish) => void }) {
  const { t } = useTranslation()
  const teams = useQuery(api.teams.list.queryOptions()).data?.teams ?? []
  const sub = (label: string, items: { key: string; label: string; change: BulkChange }[]) => (
    <Menu.Sub>
      <Menu.Sub.Target>
        <Menu.Sub.Item>{label}</Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown {...scrolls}>
        {items.map((item) => (
          <Menu.Item key={item.key} onClick={() => onRun(item.change)}>
            {item.label}
          </Menu.Item>
        ))}
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  )
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="default" size={28} aria-label={t('bulk.more')}>
          <MoreIcon />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onRun({ status: 'open' })}>{t('bulk.reopen')}</Menu.Item>
        {sub(t('bulk.team'), [
          ...teams.map(({ id, name }) => ({ key: id, label: name, change: { teamId: id } })),
          { key: 'none', label: t('bulk.nobody'), change: { teamId: null } },
        ])}
        <Menu.Item onClick={() => onTags('addTags')}>{t('bulk.addTag')}</Menu.Item>
        <Menu.Item onClick={() => onTags('removeTags')}>{t('bulk.removeTag')}</Menu.Item>
        {sub(
          t('bulk.priority'),
          priorities.map((priority) => ({ key: priority, label: t(`priority.${priority}`), change: { priority } })),
        )}
        <Menu.Item onClick={onMerge}>{t('bulk.merge')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => onRun({ isRead: true })}>{t('bulk.read')}</Menu.Item>
        <Menu.Item onClick={() => onRun({ isRead: false })}>{t('bulk.unread')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => onRun({ isSpam: true })}>{t('bulk.spam')}</Menu.Item>
        <Menu.Item onClick={() => onRun({ isSpam: false })}>{t('bulk.notSpam')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
