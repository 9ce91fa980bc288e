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

const roles: readonly Role[] = ['owner', 'admin', 'manager', 'agent']

export function Team() {
  const { t } = useTranslation()
  const me = useMe()
  const { data } = useQuery(api.agents.list.queryOptions())
  const isAdmin = may(me, 'administrate')
  return (
    <div className={styles.sheet}>
      <header>
        <div>
          <h2>{t('settings.team')}</h2>
          <p>{t('team.why')}</p>
        </div>
      </header>
      <ul className={styles.rows} aria-label={t('settings.team')}>
        {data?.agents.map((agent) => (
          <Person key={agent.id} agent={agent} me={me} isAdmin={isAdmin} />
        ))}
      </ul>
      {isAdmin && <Invitations />}
    </div>
  )
}

function Person({ agent, me, isAdmin }: { agent: Agent; me: Agent; isAdmin: boolean }) {
  const { t } = useTranslation()
  // An owner is changed by owners alone, and nobody locks himself out by a slip.
  const mayChange = isAdmin && agent.id !== me.id && (agent.role !== 'owner' || me.role === 'owner')
  const change = (wish: { role?: Role; isActive?: boolean; hasTwoFactor?: false }) =>
    attempt(() => client.agents.change({ id: agent.id, ...wish }), {
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
            value={agent.role}
            data={roles
              .filter((role) => role !== 'owner' || me.role === 'owner')
              .map((role) => ({ value: role, label: t(`role.${role}`) }))}
            onChange={(event) => {
              const role = roles.find((one) => one === event.currentTarget.value)
              if (role) change({ role })
            }}
          />
          <Switch
            size="xs"
            aria-label={t('team.activeOf', { name: agent.name })}
            label={t('team.active')}
            checked={agent.isActive}
            onChange={(event) => change({ isActive: event.currentTarget.checked })}
          />
          {agent.hasTwoFactor && (
            <Menu position="bottom-end" width={240}>
              <Menu.Target>
                <ActionIcon variant="subtle" color="gray" aria-label={t('team.moreFor', { name: agent.name })}>
                  <MoreIcon />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => change({ hasTwoFactor: false })}>{t('team.twoFactorLost')}</Menu.Item>
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
