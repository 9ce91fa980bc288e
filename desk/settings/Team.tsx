/** The people: who is here, what they may do, who is invited. */
import { ActionIcon, Menu, NativeSelect, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Role } from '../../shared/words.ts'
import { type Agent, api, client } from '../api.ts'
import { MoreIcon } from '../icons.tsx'
import { may, useMe } from '../session.ts'
import { attempt } from './attempt.ts'
import { Invitations } from './Invitations.tsx'
import styles from './Settings.module.css'
import { Sheet } from './Sheet.tsx'
import { useWish } from './useWish.ts'
import { WishForm } from './WishForm.tsx'

const roles: readonly Role[] = ['owner', 'admin', 'manager', 'agent']

export function Team() {
  const { t } = useTranslation()
  const me = useMe()
  const { data, isPending } = useQuery(api.agents.list.queryOptions())
  const isAdmin = may(me, 'administrate')
  return (
    <Sheet title={t('settings.team')} why={t('team.why')} isPending={isPending}>
      {data && <People agents={data.agents} me={me} isAdmin={isAdmin} />}
      {isAdmin && <Invitations />}
    </Sheet>
  )
}

interface Wished {
  role: Role
  isActive: boolean
}

function People({ agents, me, isAdmin }: { agents: Agent[]; me: Agent; isAdmin: boolean }) {
  const { t } = useTranslation()
  const saved: Record<string, Wished> = Object.fromEntries(agents.map(({ id, role, isActive }) => [id, { role, isActive }]))
  const form = useWish(
    'team',
    saved,
    async (wish: Record<string, Wished>) => {
      for (const { id } of agents)
        if (JSON.stringify(wish[id]) !== JSON.stringify(saved[id])) await client.agents.change({ id, ...wish[id] })
    },
    api.agents.key(),
  )
  return (
    <WishForm form={form}>
      <ul className={styles.rows} aria-label={t('settings.team')}>
        {agents.map((agent) => (
          <Person
            key={agent.id}
            agent={agent}
            wished={form.wish[agent.id] ?? agent}
            me={me}
            isAdmin={isAdmin}
            onChange={(wish) => form.set({ [agent.id]: wish })}
          />
        ))}
      </ul>
    </WishForm>
  )
}

interface PersonProps {
  agent: Agent
  wished: Wished
  me: Agent
  isAdmin: boolean
  onChange: (wish: Wished) => void
}

function Person({ agent, wished, me, isAdmin, onChange }: PersonProps) {
  const { t } = useTranslation()
  const { role: wishedRole, isActive } = wished
  // An owner is changed by owners alone, and nobody locks himself out by a slip.
  const mayChange = isAdmin && agent.id !== me.id && (agent.role !== 'owner' || me.role === 'owner')
  const loseTwoFactor = () =>
    attempt(() => client.agents.change({ id: agent.id, hasTwoFactor: false }), {
      changes: api.agents.key(),
      problem: t('team.notChanged', { name: agent.name }),
      done: t('common.saved'),
    })
  return (
    <li className={styles.row}>
      <div className={`${styles.who} ${agent.isActive ? '' : styles.faded}`}>
        <b>{agent.name}</b>
        <span className="quiet">{agent.email}</span>
      </div>
      {!agent.isActive && <span className={styles.mark}>{t('team.inactive')}</span>}
      {agent.isActive && (
        <span className={styles.mark} data-good={agent.availability === 'online' || undefined}>
          {t(`availability.${agent.availability}`)}
        </span>
      )}
      {agent.hasTwoFactor && <span className={styles.mark}>{t('team.twoFactor')}</span>}
      {mayChange ? (
        <>
          <NativeSelect
            size="xs"
            aria-label={t('team.roleOf', { name: agent.name })}
            value={wishedRole}
            data={roles
              .filter((role) => role !== 'owner' || me.role === 'owner')
              .map((role) => ({ value: role, label: t(`role.${role}`) }))}
            onChange={(event) => {
              const role = roles.find((one) => one === event.currentTarget.value)
              if (role) onChange({ role, isActive })
            }}
          />
          <Switch
            size="xs"
            aria-label={t('team.activeOf', { name: agent.name })}
            label={t('team.active')}
            checked={isActive}
            onChange={(event) => onChange({ role: wishedRole, isActive: event.currentTarget.checked })}
          />
          {agent.hasTwoFactor && (
            <Menu position="bottom-end" width={240}>
              <Menu.Target>
                <ActionIcon variant="subtle" color="gray" aria-label={t('team.moreFor', { name: agent.name })}>
                  <MoreIcon />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={loseTwoFactor}>{t('team.twoFactorLost')}</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          )}
        </>
      ) : (
        <span className="quiet">{t(`role.${agent.role}`)}</span>
      )}
    </li>
  )
}
