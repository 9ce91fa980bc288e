/** One message on the phone, and what can be done with it. */
import { useState } from 'preact/hooks'
import type { PhoneApp, PhoneText } from '../api.ts'
import { words } from '../words.ts'
import { hourOf } from './times.ts'

interface Props {
  text: PhoneText
  app: PhoneApp
  /** Where its files are. */
  filesAt: string
  answered: PhoneText | undefined
  isLastOwn: boolean
  react(emoji: string | null): void
  unsend(): void
  answer(): void
  /** The customer taps a button of a template. */
  choose(title: string): void
}

const emojis = ['❤️', '👍', '😂', '😮', '😢']

export function Bubble({ text, app, filesAt, answered, isLastOwn, react, unsend, answer, choose }: Props) {
  const [isOpen, setOpen] = useState(false)
  const { isOutgoing, isUnsent, about, files, reaction } = text
  if (isUnsent) return <p class={`bubble gone ${isOutgoing ? 'mine' : 'theirs'}`}>{words.tookBack}</p>
  const may = app.canReact
  const done = (work: () => void) => () => {
    setOpen(false)
    work()
  }
  return (
    <>
      <div class={`bubble ${isOutgoing ? 'mine' : 'theirs'}`}>
        {answered && <p class="answered">{answered.text.slice(0, 80) || words.picture}</p>}
        {about && <About about={about} />}
        {files.map(({ mimeType, name }, at) =>
          mimeType.startsWith('image/') ? (
            <img key={name} src={`${filesAt}/${at}`} alt={words.picture} loading="lazy" />
          ) : (
            <a key={name} href={`${filesAt}/${at}`} download={name}>
              {name}
            </a>
          ),
        )}
        {text.text && (
          <p class="said" dir="auto">
            {linked(text.text)}
          </p>
        )}
        <p class="meta">
          <time>{hourOf(text.at)}</time>
          {isOutgoing && <State text={text} app={app} isLast={isLastOwn} />}
          {may && (
            <button type="button" class="more" aria-expanded={isOpen} aria-label={words.more} onClick={() => setOpen(!isOpen)}>
              …
            </button>
          )}
        </p>
        {reaction && <span class="reaction">{reaction}</span>}
      </div>
      {about?.kind === 'template' &&
        about.buttons.map(({ title, isReply }) => (
          <button key={title} type="button" class="template-button" disabled={!isReply} onClick={() => choose(title)}>
            {title}
          </button>
        ))}
      {isOpen && (
        <div class={`choices of-bubble ${isOutgoing ? 'mine' : ''}`}>
          {!isOutgoing &&
            emojis.map((emoji) => (
              <button
                key={emoji}
                type="button"
                aria-pressed={emoji === reaction}
                aria-label={words.reactWith(emoji)}
                onClick={done(() => react(emoji === reaction ? null : emoji))}
              >
                {emoji}
              </button>
            ))}
          <button type="button" onClick={done(answer)}>
            {words.reply}
          </button>
          {isOutgoing && (
            <button type="button" onClick={done(unsend)}>
              {words.takeBack}
            </button>
          )}
        </div>
      )}
    </>
  )
}

const linked = (text: string) =>
  text.split(/(https?:\/\/[^\s<>"]+)/).map((part, index) =>
    index % 2 ? (
      <a key={part} href={part}>
        {part}
      </a>
    ) : (
      part
    ),
  )

function About({ about }: { about: NonNullable<PhoneText['about']> }) {
  if (about.kind === 'template') return null
  return (
    <p class="about">
      {words.abouts[about.kind === 'story' ? about.how : about.kind]}
      {about.kind !== 'story' && <strong>{about.name}</strong>}
    </p>
  )
}

/** How far it came: WhatsApp says so by ticks on each, the others in a word below the last. */
function State({ text: { state }, app: { app }, isLast }: { text: PhoneText; app: PhoneApp; isLast: boolean }) {
  const isRead = state === 'read' && app !== 'sms'
  const word = isRead ? words.seen : state === 'sent' ? words.sent : words.delivered
  if (app === 'whatsapp')
    return (
      <span class="ticks" data-read={isRead || undefined} role="img" aria-label={word} title={word}>
        {state === 'sent' ? '✓' : '✓✓'}
      </span>
    )
  return isLast ? <span>{word}</span> : null
}
