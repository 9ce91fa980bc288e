/** Changes several tickets at once; each can be taken back for some seconds. */
import { ActionIcon, Button, Menu } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { TicketChange } from '../../shared/tickets.ts'
import { api, type Ticket } from '../api.ts'
import { CrossIcon } from '../icons.tsx'
import styles from './BulkBar.module.css'
import { changeAll } from './changeAll.ts'

export function BulkBar({ tickets, onDone }: { tickets: Ticket[]; onDone: () => void }) {
  const { t } = useTranslation()
  const agents = useQuery(api.agents.list.queryOptions()).data?.agents ?? []
  const areSpam = tickets.every(({ isSpam }) => isSpam)
  const areClosed = tickets.every(({ status }) => status === 'closed')
  const run = (change: TicketChange) => {
    changeAll(tickets, change)
    onDone()
  }
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('bulk.label')}>
      <ActionIcon variant="subtle" color="gray" size={28} aria-label={t('bulk.clear')} onClick={onDone}>
        <CrossIcon size={14} />
      </ActionIcon>
      <span className={styles.count}>{t('bulk.chosen', { count: tickets.length })}</span>
      <Button size="xs" h={28} px="xs" variant="default" onClick={() => run({ status: areClosed ? 'open' : 'closed' })}>
        {t(areClosed ? 'bulk.reopen' : 'bulk.close')}
      </Button>
      <Menu position="bottom-start" width={220}>
        <Menu.Target>
          <Button size="xs" h={28} px="xs" variant="default">
            {t('bulk.assign')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
          {agents
            .filter(({ isActive }) => isActive)
            .map((agent) => (
              <Menu.Item key={agent.id} onClick={() => run({ assigneeId: agent.id })}>
                {agent.name}
              </Menu.Item>
            ))}
          <Menu.Divider />
          <Menu.Item onClick={() => run({ assigneeId: null })}>{t('bulk.nobody')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button size="xs" h={28} px="xs" variant="default" onClick={() => run({ isSpam: !areSpam })}>
        {t(areSpam ? 'bulk.notSpam' : 'bulk.spam')}
      </Button>
    </div>
  )
}
