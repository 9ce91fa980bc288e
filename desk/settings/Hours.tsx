/** When the shop, and each of its teams, answers: a week, its holidays and a time zone; with what that means right now. */
import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Answers, api, client } from '../api.ts'
import { may, useMe } from '../session.ts'
import { useNow } from '../time.ts'
import { attempt } from './attempt.ts'
import { Holidays } from './Holidays.tsx'
import styles from './Hours.module.css'
import { hoursSentence } from './hoursSentence.ts'
import sheet from './Settings.module.css'
import { Sheet } from './Sheet.tsx'
import { useWish } from './useWish.ts'
import { WeekField } from './WeekField.tsx'
import { WishForm } from './WishForm.tsx'

type Described = Answers['hours']['get']

export function Hours() {
  const { t } = useTranslation()
  const teams = useQuery(api.teams.list.queryOptions()).data?.teams ?? []
  const [teamId, setTeamId] = useState<string | null>(null)
  const { data, isPending } = useQuery(api.hours.get.queryOptions({ input: { teamId } }))
  return (
    <Sheet title={t('settings.hours')} why={t('hours.why')} isPending={isPending}>
      <NativeSelect
        className={sheet.narrow}
        label={t('hours.of')}
        value={teamId ?? ''}
        data={[{ value: '', label: t('hours.shop') }, ...teams.map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={(event) => setTeamId(event.currentTarget.value || null)}
      />
      {data && <Form key={teamId} teamId={teamId} described={data} />}
    </Sheet>
  )
}

function Form({ teamId, described }: { teamId: string | null; described: Described }) {
  const { t, i18n } = useTranslation()
  const mayEdit = may(useMe(), 'setUp')
  const now = useNow()
  const form = useWish(`hours.${teamId ?? 'shop'}`, described.hours, (hours) => client.hours.change({ teamId, hours }), api.hours.key())
  const { wish, set, problems } = form
  const zones = [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', wish.timeZone])].sort()
  return (
    <WishForm form={form} className={styles.form}>
      <p className={styles.now} role="status">
        {hoursSentence(wish, new Date(now), i18n.language, t)}
      </p>
      {teamId !== null && !described.isOwn && <p className="quiet">{t('hours.asShop')}</p>}
      {teamId !== null && described.isOwn && mayEdit && (
        <Button
          w="fit-content"
          variant="default"
          onClick={() =>
            attempt(() => client.hours.reset({ teamId }), {
              changes: api.hours.key(),
              problem: t('settings.notSaved'),
              done: t('common.saved'),
            })
          }
        >
          {t('hours.likeShop')}
        </Button>
      )}
      <fieldset className={sheet.part} disabled={!mayEdit}>
        <WeekField week={wish.week} onChange={(week) => set({ week })} />
        {problems.hours && <p className={sheet.warning}>{problems.hours}</p>}
      </fieldset>
      <fieldset className={sheet.part} disabled={!mayEdit}>
        <Holidays holidays={wish.holidays} onChange={(holidays) => set({ holidays })} />
      </fieldset>
      <NativeSelect
        className={sheet.narrow}
        label={t('shop.timeZone')}
        value={wish.timeZone}
        data={zones}
        disabled={!mayEdit}
        onChange={(event) => set({ timeZone: event.currentTarget.value })}
      />
    </WishForm>
  )
}
