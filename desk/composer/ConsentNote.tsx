/** Notes that a customer has agreed to be written to, or has withdrawn that, with where one has that from. */
import { Button, Popover, Switch, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, client, queries } from '../api.ts'
import { say, whyOf } from '../notices.ts'
import styles from './window.module.css'

interface Props {
  customerId: string
  ticketId: string
  /** The number that it is about. */
  identityId: string | undefined
  number: string
  isWithdrawn?: boolean
}

export function ConsentNote({ customerId, ticketId, identityId, number, isWithdrawn = false }: Props) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const [said, setSaid] = useState('')
  // An agreement is to messages about orders first, a withdrawal of everything.
  const [isBoth, setBoth] = useState(isWithdrawn)
  const [problem, setProblem] = useState('')
  const [isSaving, setSaving] = useState(false)
  const note = async () => {
    if (!identityId) return
    setSaving(true)
    setProblem('')
    try {
      const first = isWithdrawn ? 'marketing' : 'transactional'
      await client.consents.note({
        id: customerId,
        identityId,
        kinds: isBoth ? ['transactional', 'marketing'] : [first],
        isGiven: !isWithdrawn,
        said,
      })
      await Promise.all([
        queries.invalidateQueries({ queryKey: api.consents.key() }),
        queries.invalidateQueries({ queryKey: api.tickets.messages.key({ input: { ticketId } }) }),
      ])
      setOpen(false)
      setSaid('')
      say(t(isWithdrawn ? 'composer.consent.withdrawn' : 'composer.consent.noted'))
    } catch (error) {
      setProblem(whyOf(error))
    } finally {
      setSaving(false)
    }
  }
  const words = t(isWithdrawn ? 'composer.consent.withdraw' : 'composer.consent.note')
  return (
    <Popover opened={isOpen} onChange={setOpen} position="top-start" width={340} trapFocus returnFocus withRoles>
      <Popover.Target>
        <Button size="xs" variant="default" onClick={() => setOpen(!isOpen)}>
          {words}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={words}>
        <form
          className={styles.note}
          onSubmit={(event) => {
            event.preventDefault()
            void note()
          }}
        >
          <p>{t(isWithdrawn ? 'composer.consent.withdrawWhy' : 'composer.consent.why', { number })}</p>
          <TextInput
            label={t('composer.consent.said')}
            placeholder={t('composer.consent.saidExample')}
            required
            withAsterisk={false}
            minLength={3}
            maxLength={500}
            error={problem || undefined}
            value={said}
            onChange={(event) => setSaid(event.currentTarget.value)}
          />
          <Switch
            label={t(isWithdrawn ? 'composer.consent.orders' : 'composer.consent.marketing')}
            checked={isBoth}
            onChange={(event) => setBoth(event.currentTarget.checked)}
          />
          <Button type="submit" size="xs" loading={isSaving} disabled={!identityId}>
            {t('composer.consent.save')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}

/** The same, of the number that a reply would go to: the one of its channel where it is there on several. */
export function RecipientConsent({
  customerId,
  ticketId,
  channel,
  recipient,
}: {
  customerId: string
  ticketId: string
  channel: string
  recipient: string | null
}) {
  const { data } = useQuery(api.consents.list.queryOptions({ input: { id: customerId } }))
  const named = data?.consents.filter(({ identity }) => identity.value === recipient) ?? []
  const number = named.find(({ identity }) => (identity.kind === 'whatsapp') === (channel === 'whatsapp')) ?? named[0]
  return <ConsentNote customerId={customerId} ticketId={ticketId} identityId={number?.identityId} number={recipient ?? ''} />
}
