/** What was done to a message, or belongs to it and is not here yet: the one that it answers, reactions, files on their way. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../api.ts'
import { FileIcon } from '../icons.tsx'
import { sayProblem } from '../notices.ts'
import styles from './content.module.css'
import messageStyles from './message.module.css'
import type { Message } from './shapes.ts'

/** The message that this one answers in particular. */
export function Answered({ answers }: { answers: NonNullable<Message['answers']> }) {
  const { t } = useTranslation()
  return (
    <blockquote className={styles.answered} aria-label={t('ticket.message.answers')}>
      <b dir="auto">{answers.authorName}</b>
      <span dir="auto">{answers.text || t('ticket.message.answersUnknown')}</span>
    </blockquote>
  )
}

export function Reactions({ reactions }: { reactions: Message['reactions'] }) {
  const { t } = useTranslation()
  return (
    <ul className={styles.reactions} aria-label={t('ticket.reactions.label')}>
      {reactions.map(({ side, emoji }) => (
        <li key={side} title={t(`ticket.reactions.${side}`)}>
          <span aria-hidden="true">{emoji}</span>
          <span className="forReaders">{`${t(`ticket.reactions.${side}`)}: ${emoji}`}</span>
        </li>
      ))}
    </ul>
  )
}

type Awaited = Message['awaited'][number]

/** Files that are still at the vendor's: on their way, or why not and a way to try again. */
export function AwaitedFiles({ awaited }: { awaited: readonly Awaited[] }) {
  const { t } = useTranslation()
  return (
    <ul className={messageStyles.files} aria-label={t('ticket.files.awaited')}>
      {awaited.map((file) => (
        <AwaitedFile key={file.id} file={file} />
      ))}
    </ul>
  )
}

function AwaitedFile({ file: { id, name, error } }: { file: Awaited }) {
  const { t } = useTranslation()
  const [isTrying, setTrying] = useState(false)
  const retry = async () => {
    setTrying(true)
    await client.tickets.fetchAgain({ id }).catch((problem: unknown) => sayProblem(t('ticket.files.notFetched'), problem))
    setTrying(false)
  }
  return (
    <li className={styles.awaited} data-failed={error !== null || undefined} aria-busy={error === null || undefined}>
      <span className={messageStyles.fileIcon}>
        <FileIcon size={20} />
      </span>
      <span className={styles.awaitedWords}>
        <bdi>{name}</bdi>
        <span role="status">{error === null ? t('ticket.files.coming') : `${t('ticket.files.notFetched')}: ${error}`}</span>
      </span>
      {error !== null && (
        <button type="button" className={messageStyles.problemButton} disabled={isTrying} onClick={retry}>
          {t('common.retry')}
        </button>
      )}
    </li>
  )
}
