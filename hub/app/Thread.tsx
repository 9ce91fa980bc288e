/** The conversation: what either side wrote, what is on its way, and how far it got. */
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { wordsIn } from '../words.ts'
import type { SentMessage } from './api.ts'
import { locale } from './bridge.ts'
import type { Engine, State } from './engine.ts'
import { FileOf } from './FileOf.tsx'
import type { Pending } from './outbox.ts'

interface Props {
  engine: Engine
  state: State
  words: ReturnType<typeof wordsIn>
}

export function Thread({ engine, state, words }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  const messages = state.chat && state.chat.id !== state.putAway ? state.chat.messages : []
  const pending = state.pending.filter((one) => !messages.some(({ id }) => id === one.id))
  const last = messages.at(-1)
  const amount = `${messages.length} ${pending.length} ${state.writing} ${state.isOpen} ${state.chat?.isClosed}`

  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of what is shown is the occasion to follow it
  useEffect(() => {
    if (isAtEnd.current && box.current) box.current.scrollTop = box.current.scrollHeight
  }, [amount])
  // A picture is as high as it is once it has loaded; `load` does not bubble.
  useEffect(() => {
    const follow = () => {
      if (isAtEnd.current && box.current) box.current.scrollTop = box.current.scrollHeight
    }
    box.current?.addEventListener('load', follow, true)
  }, [])
  const noteScroll = () => {
    const { scrollTop = 0, scrollHeight = 0, clientHeight = 0 } = box.current ?? {}
    isAtEnd.current = scrollHeight - scrollTop - clientHeight < 60
  }

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it by the keyboard
    <div class="thread" ref={box} onScroll={noteScroll} role="log" aria-label={words.messages} tabIndex={0}>
      <p class="welcome" dir="auto">
        {state.settings.welcome || words.welcome(state.shopperName.split(' ')[0] ?? '')}
      </p>
      {messages.map((message, index) => (
        <Message
          key={message.id}
          message={message}
          before={messages[index - 1]}
          isLast={index === messages.length - 1}
          engine={engine}
          words={words}
        />
      ))}
      {pending.map((message) => (
        <OnItsWay key={message.id} message={message} engine={engine} isOnline={state.isOnline} words={words} />
      ))}
      {state.writing && (
        <p class="writing">
          {words.writing(state.writing)}
          <i aria-hidden="true" />
        </p>
      )}
      {last && state.chat?.isClosed && <p class="welcome">{state.chat.closedBy === 'you' ? words.endedByYou : words.endedByShop}</p>}
    </div>
  )
}

interface MessageProps {
  message: SentMessage
  before: SentMessage | undefined
  isLast: boolean
  engine: Engine
  words: Props['words']
}

function Message({ message, before, isLast, engine, words }: MessageProps) {
  const at = new Date(message.createdAt)
  const isNewDay = !before || new Date(before.createdAt).toDateString() !== at.toDateString()
  const speaks = message.from === 'you' ? words.you : message.name
  const state = message.state === 'seen' ? words.seen : message.state === 'delivered' ? words.delivered : words.sent
  const isFollowing = before?.from === message.from && before.name === message.name && !isNewDay
  return (
    <>
      {isNewDay && <p class="day">{dayOf(at, words)}</p>}
      <div class={`message ${message.from} ${isFollowing ? 'following' : ''}`}>
        <span class="hidden">{speaks}: </span>
        {message.text && (
          <p class="text" dir="auto" title={at.toLocaleString(locale)}>
            {linked(message.text)}
          </p>
        )}
        {message.attachments.map((file) => (
          <FileOf key={file.id} file={file} engine={engine} />
        ))}
        {message.from === 'you' && isLast && (
          <small>
            {state} · {timeOf(at)}
          </small>
        )}
        {message.from === 'shop' && isLast && (
          <small>
            {message.name} · {timeOf(at)}
          </small>
        )}
      </div>
    </>
  )
}

function OnItsWay({ message, engine, isOnline, words }: { message: Pending; engine: Engine; isOnline: boolean; words: Props['words'] }) {
  return (
    <div class="message you pending">
      <span class="hidden">{words.you}: </span>
      <p class="text" dir="auto">
        {linked(message.text)}
      </p>
      {message.problem === undefined ? (
        <small>{isOnline ? words.sending : words.waiting}</small>
      ) : (
        <small class="problem" role="alert">
          {words.failed} {message.problem}{' '}
          <button type="button" onClick={() => engine.retry(message.id)}>
            {words.again}
          </button>{' '}
          <button type="button" onClick={() => engine.discard(message.id)}>
            {words.discard}
          </button>
        </small>
      )}
    </div>
  )
}

const timeOf = (at: Date) => at.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' })

function dayOf(at: Date, words: Props['words']): string {
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / 86_400_000)
  if (days === 0) return words.today
  if (days === 1) return words.yesterday
  return at.toLocaleDateString(locale, { weekday: 'long', day: 'numeric', month: 'long' })
}

/** The text with its web addresses as links; nothing else of it is markup. */
function linked(text: string): ComponentChildren {
  return text.split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}'])/).map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
      <a key={index} href={part} target="_blank" rel="noopener noreferrer nofollow">
        {part}
      </a>
    ) : (
      part
    ),
  )
}
