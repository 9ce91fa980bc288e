/** The key that signs a domain's mail: made here, published in DNS by the shop, then turned on. */
import { Button, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, client, queries } from '../../api.ts'
import { AskButton } from '../AskButton.tsx'
import { attempt } from '../attempt.ts'
import styles from '../Settings.module.css'

export function DomainKey({ domain }: { domain: string }) {
  const { t } = useTranslation()
  const { data } = useQuery(api.settings.email.domains.queryOptions())
  const [wished, setWished] = useState<boolean>()
  const known = data?.domains.find((one) => one.domain === domain)
  const act = async (does: () => Promise<unknown>, problem: string, done: string) => {
    const isDone = await attempt(does, { changes: api.settings.email.domains.key(), problem, done })
    await queries.invalidateQueries({ queryKey: api.settings.email.records.key({ input: { domain } }) })
    return isDone
  }
  const make = () => act(() => client.settings.email.makeKey({ domain }), t('email.noKeyMade'), t('email.keyMade'))
  if (!known) return null
  if (!known.hasKey)
    return (
      <Button variant="default" w="fit-content" onClick={make}>
        {t('email.makeKey')}
      </Button>
    )
  const turn = async (isOn: boolean) => {
    setWished(isOn)
    await act(() => client.settings.email.changeKey({ domain, isOn }), t('settings.notSaved'), t('common.saved'))
    setWished(undefined)
  }
  return (
    <div className={styles.line}>
      <Switch
        label={t('email.sign')}
        description={t('email.signWhy')}
        checked={wished ?? known.isSigned}
        onChange={(event) => turn(event.currentTarget.checked)}
      />
      <AskButton label={t('email.newKey')} question={t('email.newKeyAsk')} onYes={make} />
    </div>
  )
}
