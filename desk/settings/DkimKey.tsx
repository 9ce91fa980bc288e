/** The key that signs outgoing mail: made here, published in DNS by the shop, then turned on. */
import { Button, Switch } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Answers, api, client, type Mail } from '../api.ts'
import { sayProblem } from '../notices.ts'
import { AskButton } from './AskButton.tsx'
import { attempt } from './attempt.ts'
import { CopyLine } from './CopyLine.tsx'
import styles from './Settings.module.css'

export function DkimKey({ mail }: { mail: Mail }) {
  const { t } = useTranslation()
  const { address, dkim } = mail
  const make = () =>
    attempt(() => client.settings.email.makeKey(), {
      changes: api.settings.email.key(),
      problem: t('email.noKeyMade'),
      done: t('email.keyMade'),
    })
  return (
    <section className={styles.part}>
      <div className={styles.line}>
        <h2>{t('email.dkim')}</h2>
        <span className={styles.mark} data-good={dkim?.isOn || undefined}>
          {t(dkim?.isOn ? 'email.signed' : 'email.unsigned')}
        </span>
      </div>
      <p>{t('email.dkimWhy')}</p>
      {dkim ? (
        <Key key={dkim.record.value} dkim={dkim} address={address ?? ''} onRenew={make} />
      ) : (
        <Button variant="default" w="fit-content" disabled={address === null} onClick={make}>
          {t('email.makeKey')}
        </Button>
      )}
    </section>
  )
}

function Key({ dkim, address, onRenew }: { dkim: NonNullable<Mail['dkim']>; address: string; onRenew: () => void }) {
  const { t } = useTranslation()
  const [found, setFound] = useState<Answers['settings']['email']['lookUpKey']['state']>()
  const [isLooking, setLooking] = useState(false)
  const [isOn, setOn] = useState(dkim.isOn)
  const lookUp = async () => {
    setLooking(true)
    await client.settings.email.lookUpKey().then(
      ({ state }) => setFound(state),
      (error) => sayProblem(t('email.notLookedUp'), error),
    )
    setLooking(false)
  }
  const turn = async (wished: boolean) => {
    setOn(wished)
    const isDone = await attempt(() => client.settings.email.changeKey({ isOn: wished }), {
      changes: api.settings.email.key(),
      problem: t('settings.notSaved'),
      done: t('common.saved'),
    })
    if (!isDone) setOn(!wished)
  }
  const domain = address.split('@')[1] ?? ''
  return (
    <>
      {dkim.domain !== domain && <p className={styles.warning}>{t('email.otherDomain', { domain: dkim.domain, other: domain })}</p>}
      <CopyLine label={t('email.recordName')} value={dkim.record.name} />
      <CopyLine label={t('email.recordValue')} value={dkim.record.value} />
      <div className={styles.line}>
        <Switch
          label={t('email.sign')}
          description={t('email.signWhy')}
          checked={isOn}
          onChange={(event) => turn(event.currentTarget.checked)}
        />
        <Button variant="default" loading={isLooking} onClick={lookUp}>
          {t('email.lookUp')}
        </Button>
        <AskButton label={t('email.newKey')} question={t('email.newKeyAsk')} onYes={onRenew} />
      </div>
      <div role="status">
        {found && (
          <span className={styles.mark} data-good={found === 'published' || undefined} data-bad={found === 'other' || undefined}>
            {t(`email.record.${found}`)}
          </span>
        )}
      </div>
    </>
  )
}
