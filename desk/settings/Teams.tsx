/** Teams: who is in which, and which one gets the tickets that no rule takes. */
import { Button, MultiSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Agent, api, client, type Team } from '../api.ts'
import { may, useMe } from '../session.ts'
import { attempt } from './attempt.ts'
import { LineForm } from './LineForm.tsx'
import { RemoveButton } from './RemoveButton.tsx'
import styles from './Settings.module.css'
import { Sheet } from './Sheet.tsx'
import { useWish } from './useWish.ts'
import { WishForm } from './WishForm.tsx'

export function Teams() {
  const { t } = useTranslation()
  const me = useMe()
  const mayEdit = may(me, 'setUp')
  const { data, isPending } = useQuery(api.teams.list.queryOptions())
  const agents = useQuery(api.agents.list.queryOptions()).data?.agents ?? []
  const [name, setName] = useState('')
  const create = async () => {
    const isDone = await attempt(() => client.teams.create({ name }), { changes: api.teams.key(), problem: t('settings.notSaved') })
    if (isDone) setName('')
  }
  return (
    <Sheet title={t('settings.teams')} why={t('teams.why')} isPending={isPending}>
      {data && <TeamRows teams={data.teams} agents={agents} mayEdit={mayEdit} />}
      {mayEdit && (
        <section className={styles.part}>
          <LineForm onSubmit={create}>
            <TextInput
              label={t('teams.new')}
              required
              withAsterisk={false}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Button type="submit">{t('teams.create')}</Button>
          </LineForm>
        </section>
      )}
    </Sheet>
  )
}

interface TeamWish {
  name: string
  agentIds: string[]
}

/** What is wished of each team, by its id; a team that was made meanwhile is as it is. */
type Wished = Record<string, TeamWish | string>
const defaultTeam = 'default'

function TeamRows({ teams, agents, mayEdit }: { teams: Team[]; agents: Agent[]; mayEdit: boolean }) {
  const { t } = useTranslation()
  const saved: Wished = Object.fromEntries(teams.map(({ id, name, agentIds }) => [id, { name, agentIds }]))
  const savedDefault = teams.find(({ isDefault }) => isDefault)?.id ?? ''
  const standing: Wished = { ...saved, [defaultTeam]: savedDefault }
  const form = useWish(
    'teams',
    standing,
    async (wish: Wished) => {
      for (const team of teams) {
        const wished = wish[team.id]
        const isDefault = wish[defaultTeam] === team.id && !team.isDefault
        if (typeof wished === 'string' || !wished || (!isDefault && JSON.stringify(wished) === JSON.stringify(saved[team.id]))) continue
        await client.teams.change({ id: team.id, ...wished, ...(isDefault && { isDefault: true as const }) })
      }
    },
    api.teams.key(),
  )
  return (
    <WishForm form={form}>
      <ul className={styles.rows} aria-label={t('settings.teams')}>
        {teams.map((team) => {
          const wished = form.wish[team.id]
          return (
            <TeamRow
              key={team.id}
              team={team}
              wished={typeof wished === 'object' ? wished : team}
              isDefault={form.wish[defaultTeam] === team.id}
              agents={agents}
              mayEdit={mayEdit}
              onChange={(wish) => form.set({ [team.id]: wish })}
              onDefault={() => form.set({ [defaultTeam]: team.id })}
            />
          )
        })}
      </ul>
    </WishForm>
  )
}

interface RowProps {
  team: Team
  wished: TeamWish
  isDefault: boolean
  agents: Agent[]
  mayEdit: boolean
  onChange: (wish: TeamWish) => void
  onDefault: () => void
}

function TeamRow({ team, wished, isDefault, agents, mayEdit, onChange, onDefault }: RowProps) {
  const { t } = useTranslation()
  if (!mayEdit)
    return (
      <li className={styles.row}>
        <div className={styles.who}>
          <b>{team.name}</b>
          <span className="quiet">
            {agents
              .filter(({ id }) => team.agentIds.includes(id))
              .map((agent) => agent.name)
              .join(', ')}
          </span>
        </div>
        {team.isDefault && <span className={styles.mark}>{t('teams.default')}</span>}
      </li>
    )
  return (
    <li className={styles.row}>
      <div className={styles.who}>
        <TextInput
          aria-label={t('teams.nameOf', { name: team.name })}
          required
          maxLength={120}
          value={wished.name}
          onChange={(event) => onChange({ ...wished, name: event.currentTarget.value })}
        />
        <MultiSelect
          mt={4}
          searchable
          aria-label={t('teams.membersOf', { name: team.name })}
          placeholder={t('teams.members')}
          data={agents
            .filter(({ isActive, id }) => isActive || wished.agentIds.includes(id))
            .map((agent) => ({ value: agent.id, label: agent.name }))}
          value={wished.agentIds}
          onChange={(agentIds) => onChange({ ...wished, agentIds })}
        />
      </div>
      {isDefault && <span className={styles.mark}>{t('teams.default')}</span>}
      {!isDefault && (
        <Button size="xs" variant="default" onClick={onDefault}>
          {t('teams.makeDefault')}
        </Button>
      )}
      {!isDefault && !team.isDefault && (
        <RemoveButton
          label={t('teams.remove', { name: team.name })}
          question={t('teams.removeAsk', { name: team.name })}
          onRemove={() =>
            attempt(() => client.teams.remove({ id: team.id }), { changes: api.teams.key(), problem: t('settings.notRemoved') })
          }
        />
      )}
    </li>
  )
}
