/** Teams: who is in which, and which one gets the tickets that no rule takes. */
import { Button, MultiSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Agent, api, client, type Team } from '../api.ts'
import { may, useMe } from '../session.ts'
import { attempt } from './attempt.ts'
import { RemoveButton } from './RemoveButton.tsx'
import styles from './Settings.module.css'

export function Teams() {
  const { t } = useTranslation()
  const me = useMe()
  const mayEdit = may(me, 'setUp')
  const { data } = useQuery(api.teams.list.queryOptions())
  const agents = useQuery(api.agents.list.queryOptions()).data?.agents ?? []
  const [name, setName] = useState('')
  const create = async () => {
    const isDone = await attempt(() => client.teams.create({ name }), { changes: api.teams.key(), problem: t('settings.notSaved') })
    if (isDone) setName('')
  }
  return (
    <div className={styles.sheet}>
      <header>
        <div>
          <h2>{t('settings.teams')}</h2>
          <p>{t('teams.why')}</p>
        </div>
      </header>
      <ul className={styles.rows} aria-label={t('settings.teams')}>
        {data?.teams.map((team) => (
          <TeamRow key={team.id} team={team} agents={agents} mayEdit={mayEdit} />
        ))}
      </ul>
      {mayEdit && (
        <section className={styles.part}>
          <form
            className={styles.line}
            onSubmit={(event) => {
              event.preventDefault()
              create()
            }}
          >
            <TextInput
              label={t('teams.new')}
              required
              withAsterisk={false}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Button type="submit">{t('teams.create')}</Button>
          </form>
        </section>
      )}
    </div>
  )
}

function TeamRow({ team, agents, mayEdit }: { team: Team; agents: Agent[]; mayEdit: boolean }) {
  const { t } = useTranslation()
  const members = agents.filter(({ id }) => team.agentIds.includes(id))
  const change = (wish: { name?: string; agentIds?: string[]; isDefault?: true }) =>
    attempt(() => client.teams.change({ id: team.id, ...wish }), { changes: api.teams.key(), problem: t('settings.notSaved') })
  return (
    <li className={styles.row}>
      <div className={styles.who}>
        <b>{team.name}</b>
        {!mayEdit && <span className="quiet">{members.map((agent) => agent.name).join(', ')}</span>}
        {mayEdit && (
          <MultiSelect
            mt={4}
            searchable
            aria-label={t('teams.membersOf', { name: team.name })}
            placeholder={t('teams.members')}
            data={agents
              .filter(({ isActive, id }) => isActive || team.agentIds.includes(id))
              .map((agent) => ({ value: agent.id, label: agent.name }))}
            value={team.agentIds}
            onChange={(agentIds) => change({ agentIds })}
          />
        )}
      </div>
      {team.isDefault && <span className={styles.mark}>{t('teams.default')}</span>}
      {mayEdit && !team.isDefault && (
        <>
          <Button size="xs" variant="default" onClick={() => change({ isDefault: true })}>
            {t('teams.makeDefault')}
          </Button>
          <RemoveButton
            label={t('teams.remove', { name: team.name })}
            question={t('teams.removeAsk', { name: team.name })}
            onRemove={() =>
              attempt(() => client.teams.remove({ id: team.id }), { changes: api.teams.key(), problem: t('settings.notRemoved') })
            }
          />
        </>
      )}
    </li>
  )
}
