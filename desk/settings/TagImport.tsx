/** Takes in many tags, pasted or from a CSV file, and says what became of them. */
import { Button, FileButton, Textarea } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mostTags } from '../../shared/lists.ts'
import { type Answers, api, client, queries } from '../api.ts'
import { whyOf } from '../notices.ts'
import styles from './Settings.module.css'
import { tagLines } from './tagLines.ts'

type Imported = Answers['tags']['import']

export function TagImport({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [result, setResult] = useState<Imported>()
  const [problem, setProblem] = useState('')
  const [isSending, setSending] = useState(false)
  const { tags, passedOver } = useMemo(() => tagLines(text), [text])
  const isTooMany = tags.length > mostTags
  const number = (count: number) => ({ count, shown: count.toLocaleString() })
  const send = async () => {
    setSending(true)
    setProblem('')
    setResult(undefined)
    try {
      setResult(await client.tags.import({ tags }))
      setText('')
      await queries.invalidateQueries({ queryKey: api.tags.key() })
    } catch (error) {
      setProblem(`${t('settings.notSaved')}: ${whyOf(error)}`)
    }
    setSending(false)
  }
  return (
    <form
      className={styles.part}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <h2>{t('tagImport.title')}</h2>
      <Textarea
        rows={8}
        label={t('tagImport.list')}
        description={t('tagImport.how')}
        placeholder={t('tagImport.example')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={styles.buttons}>
        <Button type="submit" loading={isSending} disabled={tags.length === 0 || isTooMany}>
          {tags.length > 0 ? t('tagImport.add', number(tags.length)) : t('tagImport.import')}
        </Button>
        <FileButton accept=".csv,.txt,.tsv,text/csv,text/plain" onChange={(file) => void file?.text().then(setText)}>
          {(props) => (
            <Button variant="default" {...props}>
              {t('tagImport.file')}
            </Button>
          )}
        </FileButton>
        <Button variant="default" onClick={onDone}>
          {t('common.close')}
        </Button>
      </div>
      <div role="status">
        {isTooMany && t('tagImport.tooMany', { most: mostTags.toLocaleString(), shown: tags.length.toLocaleString() })}
        {passedOver.length > 0 && t('tagImport.passedOver', { columns: passedOver.join(', ') })}
        {result && (
          <b>
            {[t('tagImport.added', number(result.added)), result.there.length > 0 && t('tagImport.there', number(result.there.length))]
              .filter(Boolean)
              .join(', ')}
            .
          </b>
        )}
      </div>
      {problem && (
        <p className={styles.warning} role="alert">
          {problem}
        </p>
      )}
      {result && <Rest result={result} />}
    </form>
  )
}

/** What was not added, by its name. */
function Rest({ result: { there, repeated, refused } }: { result: Imported }) {
  const { t } = useTranslation()
  const number = (count: number) => ({ count, shown: count.toLocaleString() })
  const lists = [
    { label: t('tagImport.there', number(there.length)), names: there },
    { label: t('tagImport.repeated', number(repeated.length)), names: repeated },
    {
      label: t('tagImport.refused', number(refused.length)),
      names: refused.map(({ name, why }) => `${name || '–'} (${t(`tagImport.why.${why}`)})`),
    },
  ]
  return lists.map(
    ({ label, names }) =>
      names.length > 0 && (
        <details key={label} className={styles.rest}>
          <summary>{label}</summary>
          <p>
            {names.slice(0, 500).join(' · ')}
            {names.length > 500 && ' …'}
          </p>
        </details>
      ),
  )
}
