/** A reply made of one of the vendor's templates, where free text may not go out. */
import { Button, FileInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Answers, api, client, queries } from '../api.ts'
import { whyOf } from '../notices.ts'
import { addMessage } from '../tickets/sending.ts'
import { upload } from '../tickets/upload.ts'
import { uuidv7 } from '../tickets/uuid.ts'
import styles from './window.module.css'

type Template = Answers['templates']['list']['templates'][number]

interface Props {
  ticketId: string
  /** Of the customer's messages: templates in it stand first. */
  language: string | null
  seenInboundId: string | undefined
}

export function Templates({ ticketId, language, seenInboundId }: Props) {
  const { t } = useTranslation()
  const [isFresh, setFresh] = useState(false)
  const { data, error, isPending } = useQuery(api.templates.list.queryOptions({ input: { ticketId, isFresh }, staleTime: 60_000 }))
  const [search, setSearch] = useState('')
  const [chosenKey, setChosenKey] = useState('')
  const words = search.trim().toLocaleLowerCase()
  const isTheirs = (one: Template) => language !== null && one.language.startsWith(language)
  const found = (data?.templates ?? [])
    .filter(({ name, body }) => `${name} ${body}`.toLocaleLowerCase().includes(words))
    .sort((one, other) => Number(one.whyNot !== null) - Number(other.whyNot !== null) || Number(isTheirs(other)) - Number(isTheirs(one)))
  const chosen = found.find((one) => keyOf(one) === chosenKey)
  return (
    <section className={styles.templates} aria-label={t('composer.template.title')}>
      <TextInput
        size="xs"
        type="search"
        aria-label={t('composer.template.find')}
        placeholder={t('composer.template.find')}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <p role="status" className={data?.isOld ? styles.problem : 'quiet'}>
        {error && whyOf(error)}
        {isPending && !error && t('common.loading')}
        {data?.isOld && t('composer.template.old')}
        {data && !data.isOld && found.length === 0 && t('composer.template.none')}
      </p>
      {found.length > 0 && (
        <ul className={styles.list}>
          {found.map((template) => (
            <li key={keyOf(template)}>
              <button
                type="button"
                className={`rowButton ${styles.choice}`}
                aria-pressed={keyOf(template) === chosenKey}
                disabled={template.whyNot !== null}
                onClick={() => setChosenKey(keyOf(template))}
              >
                <b>
                  {template.name} · {template.language}
                </b>
                <span>{template.whyNot ? t(`composer.template.whyNot.${template.whyNot}`) : template.body}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {chosen && <Filled key={chosenKey} ticketId={ticketId} template={chosen} seenInboundId={seenInboundId} />}
      {!isFresh && data && (
        <Button size="xs" variant="subtle" w="fit-content" onClick={() => setFresh(true)}>
          {t('composer.template.fresh')}
        </Button>
      )}
    </section>
  )
}

const accepted = { image: 'image/jpeg,image/png', video: 'video/mp4,video/3gpp', document: 'application/pdf' }

const keyOf = ({ name, language }: Template) => `${name} ${language}`

interface FilledProps {
  ticketId: string
  template: Template
  seenInboundId: string | undefined
}

function Filled({ ticketId, template, seenInboundId }: FilledProps) {
  const { t } = useTranslation()
  const [values, setValues] = useState(() => template.variables.map(() => ''))
  const [problem, setProblem] = useState('')
  const [isSending, setSending] = useState(false)
  const [file, setFile] = useState<File | null>(null)
  // The browser names the message: sending it twice is one.
  const [id] = useState(() => uuidv7())
  const { name, language, variables, headerFile } = template
  const shown = useDeferredValue(values)
  const { data } = useQuery(
    api.templates.preview.queryOptions({ input: { ticketId, name, language, values: shown }, placeholderData: (before) => before }),
  )
  const isWhole = values.every((value) => value.trim() !== '') && (!headerFile || file !== null)
  const send = async () => {
    setSending(true)
    setProblem('')
    try {
      const above = headerFile && file ? [(await upload(file, () => undefined).done).id] : []
      addMessage(
        await client.tickets.reply({
          ticketId,
          id,
          text: '',
          attachmentIds: above,
          template: { name, language, values },
          ...(seenInboundId && { lastSeenMessageId: seenInboundId }),
        }),
      )
      await queries.invalidateQueries({ queryKey: api.tickets.get.key({ input: { id: ticketId } }) })
    } catch (error) {
      setProblem(whyOf(error))
      setSending(false)
    }
  }
  return (
    <form
      className={styles.note}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      {variables.length > 0 && (
        <div className={styles.values}>
          {variables.map((variable, at) => (
            <TextInput
              key={`${variable.where} ${variable.button} ${variable.name}`}
              size="xs"
              label={t(`composer.template.value.${variable.where}`, { name: variable.name })}
              placeholder={variable.example ?? undefined}
              required
              withAsterisk={false}
              maxLength={1024}
              value={values[at] ?? ''}
              onChange={(event) => setValues(values.with(at, event.currentTarget.value))}
            />
          ))}
        </div>
      )}
      {headerFile && (
        <FileInput
          size="xs"
          label={t(`composer.template.file.${headerFile}`)}
          placeholder={t('composer.template.file.choose')}
          accept={accepted[headerFile]}
          clearable
          clearButtonProps={{ 'aria-label': t('composer.template.file.remove') }}
          value={file}
          onChange={setFile}
        />
      )}
      {data && (
        <section className={styles.preview} dir="auto" aria-label={t('composer.template.preview')}>
          {[data.header, data.body, data.footer].flatMap((part) => (part ? [<p key={part}>{part}</p>] : []))}
          {data.buttons.length > 0 && <p className="quiet">{data.buttons.map(({ title }) => title).join(' · ')}</p>}
        </section>
      )}
      <div className={styles.send}>
        <Button type="submit" size="xs" loading={isSending} disabled={!isWhole}>
          {t('composer.template.send')}
        </Button>
        <span role="status" className={styles.problem}>
          {problem}
        </span>
      </div>
    </form>
  )
}
