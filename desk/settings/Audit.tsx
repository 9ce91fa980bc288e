/** Who changed which setting or permission, when, and from what to what; to be narrowed and taken along as CSV. */

import { Button, NativeSelect, TextInput } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Answers, api, client } from '../api.ts'
import { wordOr } from '../i18n.ts'
import { sayProblem } from '../notices.ts'
import { shortened } from '../shortened.ts'
import { dayAndTime, fullDate } from '../time.ts'
import styles from './Audit.module.css'
import sheet from './Settings.module.css'
import { Sheet } from './Sheet.tsx'

type Entry = Answers['audit']['list']['entries'][number]

const subjects = ['setting', 'agent', 'invitation', 'team', 'key', 'tag', 'rule', 'view', 'macro', 'blocked'] as const
type Subject = (typeof subjects)[number]

export function Audit() {
  const { t } = useTranslation()
  const agents = useQuery(api.agents.list.queryOptions()).data?.agents ?? []
  const [by, setBy] = useState('')
  const [subject, setSubject] = useState<Subject>()
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const wanted = {
    ...(by && { by }),
    ...(subject && { subject }),
    ...(from && { from: new Date(`${from}T00:00`) }),
    // The last day counts whole.
    ...(until && { until: new Date(new Date(`${until}T00:00`).getTime() + 86_400_000) }),
  }
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    api.audit.list.infiniteOptions({
      input: (before: string | undefined) => ({ ...wanted, ...(before && { before }), limit: 50 }),
      initialPageParam: undefined,
      getNextPageParam: (page) => (page.hasMore ? page.entries.at(-1)?.id : undefined),
      placeholderData: keepPreviousData,
    }),
  )
  const entries = data?.pages.flatMap((page) => page.entries) ?? []
  const save = async () => {
    try {
      const { csv } = await client.audit.export(wanted)
      const link = document.createElement('a')
      link.href = URL.createObjectURL(new Blob([csv], { type: 'text/csv' }))
      link.download = 'audit.csv'
      link.click()
      URL.revokeObjectURL(link.href)
    } catch (error) {
      sayProblem(t('audit.notExported'), error)
    }
  }
  return (
    <Sheet
      title={t('settings.audit')}
      why={t('audit.why')}
      action={
        <Button variant="default" onClick={save}>
          {t('audit.export')}
        </Button>
      }
    >
      <div className={styles.filters}>
        <NativeSelect
          label={t('audit.by')}
          value={by}
          data={[
            { value: '', label: t('audit.anybody') },
            ...agents.map((agent) => ({ value: agent.id, label: agent.name })),
            { value: 'system', label: 'Warmline' },
          ]}
          onChange={(event) => setBy(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('audit.of')}
          value={subject ?? ''}
          data={[{ value: '', label: t('audit.anything') }, ...subjects.map((one) => ({ value: one, label: t(`audit.subject.${one}`) }))]}
          onChange={(event) => setSubject(subjects.find((one) => one === event.currentTarget.value))}
        />
        <TextInput type="date" label={t('audit.from')} value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
        <TextInput type="date" label={t('audit.until')} value={until} onChange={(event) => setUntil(event.currentTarget.value)} />
      </div>
      {data && entries.length === 0 && <p className="quiet">{t('audit.none')}</p>}
      {entries.length > 0 && (
        <ul className={sheet.rows} aria-label={t('settings.audit')}>
          {entries.map((entry) => (
            <Line key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button variant="default" w="fit-content" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
          {t('audit.more')}
        </Button>
      )}
    </Sheet>
  )
}

function Line({ entry }: { entry: Entry }) {
  const { t } = useTranslation()
  const { actor, what, name, before, after, at, address } = entry
  const subject = t(`audit.subject.${entry.subject}`)
  // Of something new, what is empty says nothing.
  const isSaid = (field: string) => what !== 'created' || !['null', '[]', '{}', '""'].includes(JSON.stringify(after[field] ?? null))
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(isSaid)
  return (
    <li className={styles.line}>
      <div className={styles.head}>
        <b>{actor.kind === 'api' ? t('audit.byKey', { name: actor.name }) : actor.name}</b>
        <span>
          {t(`audit.what.${what}`)} · {subject} <b>{entry.subject === 'setting' ? wordOr(`audit.setting.${name}`, name) : name}</b>
        </span>
        <time dateTime={at} title={[fullDate(at), address].filter(Boolean).join(' · ')}>
          {dayAndTime(at)}
        </time>
      </div>
      {fields.length > 0 && (
        <dl className={styles.fields}>
          {fields.map((field) => (
            <div key={field}>
              <dt>{fieldName(field)}</dt>
              <dd>
                {what !== 'created' && <del>{shown(before[field])}</del>} {what !== 'removed' && <ins>{shown(after[field])}</ins>}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  )
}

/** A column or a part of a setting, as it is called on the screen. */
const fieldName = (field: string): string =>
  wordOr(`audit.field.${field.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`)}`, field)

/** A value as it stands, in one line. */
function shown(value: unknown): string {
  if (typeof value === 'boolean') return wordOr(value ? 'filter.yes' : 'filter.no', String(value))
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null)
  return shortened(text, 160) || '–'
}
