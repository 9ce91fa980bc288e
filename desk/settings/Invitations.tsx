/** Invites people by mail, and shows which invitations are still open. */
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, client } from '../api.ts'
import { shortDate } from '../time.ts'
import { attempt } from './attempt.ts'
import { LineForm } from './LineForm.tsx'
import styles from './Settings.module.css'

const roles = ['admin', 'manager', 'agent'] as const

export function Invitations() {
  const { t } = useTranslation()
  const { data } = useQuery(api.invitations.list.queryOptions())
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<(typeof roles)[number]>('agent')
  const invite = async () => {
    const isDone = await attempt(() => client.invitations.create({ email, role }), {
      changes: api.invitations.key(),
      problem: t('invite.notSent'),
      done: t('invite.sent', { email }),
    })
    if (isDone) setEmail('')
  }
  return (
    <section className={styles.part}>
      <h2>{t('invite.title')}</h2>
      <LineForm onSubmit={invite}>
        <TextInput
          type="email"
          required
          withAsterisk={false}
          label={t('door.email')}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('invite.role')}
          value={role}
          data={roles.map((one) => ({ value: one, label: t(`role.${one}`) }))}
          onChange={(event) => setRole(roles.find((one) => one === event.currentTarget.value) ?? 'agent')}
        />
        <Button type="submit">{t('invite.send')}</Button>
      </LineForm>
      {data && data.invitations.length > 0 && (
        <ul className={styles.rows} aria-label={t('invite.open')}>
          {data.invitations.map((invitation) => (
            <li key={invitation.id} className={styles.row}>
              <div className={styles.who}>
                <b>{invitation.email}</b>
                <span className="quiet">
                  {t(`role.${invitation.role}`)} · {t('invite.until', { date: shortDate(invitation.expiresAt) })}
                </span>
              </div>
              <Button
                size="xs"
                variant="default"
                onClick={() =>
                  attempt(() => client.invitations.revoke({ id: invitation.id }), {
                    changes: api.invitations.key(),
                    problem: t('invite.notRevoked'),
                    done: t('invite.revoked'),
                  })
                }
              >
                {t('invite.revoke')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
