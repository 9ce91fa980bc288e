/** Notes that a customer has agreed to be written to, with where one has that from. */
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
  /** The number that a reply would go to. */
  recipient: string | null
}

export function ConsentNote({ customerId, ticketId, recipient }: Props) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const [said, setSaid] = useState('')
  const [isMarketing, setMarketing] = useState(false)
  const [problem, setProblem] = useState('')
  const [isSaving, setSaving] = useState(false)
  const { data } = useQuery(api.consents.list.queryOptions({ input: { id: customerId }, enabled: isOpen }))
  const number = data?.consents.find(({ identity }) => identity.value === recipient)
  const note = async () => {
    if (!number) return
    setSaving(true)
    setProblem('')
    try {
      const kinds = isMarketing ? (['transactional', 'marketing'] as const) : (['transactional'] as const)
      await client.consents.note({ id: customerId, identityId: number.identityId, kinds: [...kinds], isGiven: true, said })
      await Promise.all([
        queries.invalidateQueries({ queryKey: api.consents.key() }),
        queries.invalidateQueries({ queryKey: api.tickets.messages.key({ input: { ticketId } }) }),
      ])
      setOpen(false)
      say(t('composer.consent.noted'))
    } catch (error) {
      setProblem(whyOf(error))
    } finally {
      setSaving(false)
    }
  }
  return (
    <Popover opened={isOpen} onChange={setOpen} position="top-start" width={340} trapFocus returnFocus withRoles>
      <Popover.Target>
        <Button size="xs" variant="default" onClick={() => setOpen(!isOpen)}>
          {t('composer.consent.note')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('composer.consent.note')}>
        <form
          className={styles.note}
          onSubmit={(event) => {
            event.preventDefault()
            void note()
          }}
        >
          <p>{t('composer.consent.why', { number: recipient ?? '' })}</p>
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
            label={t('composer.consent.marketing')}
            checked={isMarketing}
            onChange={(event) => setMarketing(event.currentTarget.checked)}
          />
          <Button type="submit" size="xs" loading={isSaving} disabled={!number}>
            {t('composer.consent.save')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
