/** Makes one tag another: says first what will follow. */
import { Button, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, client, queries, type Tag } from '../api.ts'
import { say, sayProblem } from '../notices.ts'
import styles from './Settings.module.css'
import { useSayUsage } from './useSayUsage.ts'

export function TagMerge({ tag, tags, onDone }: { tag: Tag; tags: Tag[]; onDone: () => void }) {
  const { t } = useTranslation()
  const sayUsage = useSayUsage()
  const [into, setInto] = useState<string | null>(null)
  const [isSending, setSending] = useState(false)
  const { data } = useQuery(api.tags.followers.queryOptions({ input: { key: tag.key } }))
  const target = tags.find(({ key }) => key === into)
  const merge = async () => {
    if (!target) return
    setSending(true)
    try {
      const followed = await client.tags.merge({ key: tag.key, into: target.key })
      say(t('tagMerge.done', { name: tag.name, target: target.name, what: sayUsage(followed) || t('tagMerge.nothing') }))
      onDone()
      for (const queryKey of [api.tags.key(), api.rules.key(), api.views.key(), api.macros.key(), api.tickets.key()])
        queries.invalidateQueries({ queryKey })
    } catch (error) {
      sayProblem(t('tagMerge.problem'), error)
      setSending(false)
    }
  }
  return (
    <form
      className={styles.inRow}
      aria-label={t('tagMerge.of', { name: tag.name })}
      onSubmit={(event) => {
        event.preventDefault()
        merge()
      }}
    >
      <Select
        label={t('tagMerge.into', { name: tag.name })}
        searchable
        autoFocus
        limit={100}
        nothingFoundMessage={t('merge.nothing')}
        data={tags.filter(({ key }) => key !== tag.key).map(({ key, name }) => ({ value: key, label: name }))}
        value={into}
        onChange={setInto}
      />
      <p role="status">{data && t('tagMerge.follows', { name: tag.name, what: sayUsage(data) || t('tagMerge.nothing') })}</p>
      <div className={styles.buttons}>
        <Button type="submit" color="red" loading={isSending} disabled={!target || !data}>
          {target ? t('tagMerge.merge', { name: target.name }) : t('tagMerge.mergeNone')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  )
}
