/** The panel for merging, opened by its key or from the menu. */
import { Popover } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { withWords } from '../i18n.ts'
import { lazyPart } from '../lazyPart.ts'
import type { Ticket } from './shapes.ts'
import styles from './work.module.css'

const MergePanel = lazyPart(() => withWords(import('./MergePanel.tsx'), 'refusals').then(({ MergePanel }) => ({ default: MergePanel })))

export function MergeMenu({ ticket, isOpen, onOpen }: { ticket: Ticket; isOpen: boolean; onOpen: (isOpen: boolean) => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    // What it hangs on only says where it appears, and has no role that could open something.
    <Popover opened={isOpen} onChange={onOpen} position="bottom-end" width={380} trapFocus returnFocus withRoles={false}>
      <Popover.Target>
        <span />
      </Popover.Target>
      <Popover.Dropdown p={8} role="dialog" aria-label={t('merge.title')}>
        <Suspense fallback={<div className={styles.whenSkeleton} aria-hidden="true" />}>
          <MergePanel
            ticket={ticket}
            onDone={() => onOpen(false)}
            onGone={(target) => {
              onOpen(false)
              navigate({
                to: '/inbox/{-$view}/{-$ticket}',
                params: (before) => ({ ...before, ticket: target }),
                search: (before) => before,
                replace: true,
              })
            }}
          />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}
