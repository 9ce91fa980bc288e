/** API keys: made here, shown once, revoked here. */
import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, client, queries } from '../api.ts'
import { say, sayProblem } from '../notices.ts'
import { shortDate } from '../time.ts'
import { attempt } from './attempt.ts'
import { RemoveButton } from './RemoveButton.tsx'
import styles from './Settings.module.css'
import { Sheet } from './Sheet.tsx'

export function ApiKeys() {
  const { t } = useTranslation()
  const { data } = useQuery(api.apiKeys.list.queryOptions())
  const agents = useQuery(api.agents.list.queryOptions()).data?.agents ?? []
  const [name, setName] = useState('')
  const [made, setMade] = useState('')
  const create = async () => {
    try {
      const { key } = await client.apiKeys.create({ name })
      setMade(key)
      setName('')
      await queries.invalidateQueries({ queryKey: api.apiKeys.key() })
    } catch (error) {
      sayProblem(t('settings.notSaved'), error)
    }
  }
  return (
    <Sheet title={t('settings.keys')} why={t('apiKeys.why')}>
      <form
        className={styles.part}
        onSubmit={(event) => {
          event.preventDefault()
          create()
        }}
      >
        <div className={styles.line}>
          <TextInput
            label={t('apiKeys.name')}
            placeholder={t('apiKeys.nameExample')}
            required
            withAsterisk={false}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit">{t('apiKeys.create')}</Button>
        </div>
        {made && (
          <div role="status" className={styles.line}>
            <code className={styles.secret}>{made}</code>
            <Button variant="default" onClick={() => navigator.clipboard.writeText(made).then(() => say(t('common.copied')))}>
              {t('common.copy')}
            </Button>
            <span className="quiet">{t('apiKeys.once')}</span>
          </div>
        )}
      </form>
      {data && data.apiKeys.length > 0 && (
        <ul className={styles.rows} aria-label={t('settings.keys')}>
          {data.apiKeys.map((key) => (
            <li key={key.id} className={styles.row}>
              <div className={styles.who}>
                <b>{key.name}</b>
                <span className="quiet">
                  {key.start}… · {t('apiKeys.actsAs', { name: agents.find(({ id }) => id === key.agentId)?.name ?? '…' })} ·{' '}
                  {key.lastUsedAt ? t('apiKeys.lastUsed', { date: shortDate(key.lastUsedAt) }) : t('apiKeys.neverUsed')}
                </span>
              </div>
              <RemoveButton
                label={t('apiKeys.revoke', { name: key.name })}
                question={t('apiKeys.revokeAsk', { name: key.name })}
                onRemove={() =>
                  attempt(() => client.apiKeys.revoke({ id: key.id }), { changes: api.apiKeys.key(), problem: t('settings.notRemoved') })
                }
              />
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  )
}
