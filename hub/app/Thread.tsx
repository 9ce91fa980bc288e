/** The conversation: what either side wrote, what is on its way, and how far it got. */
import { useEffect, useRef } from 'preact/hooks'
import type { SentMessage } from './api.ts'
import { locale } from './bridge.ts'
import { FileOf } from './FileOf.tsx'
import { Legal } from './Legal.tsx'
import { linked } from './linked.tsx'
import type { Pending } from './outbox.ts'
import { Picked } from './Picked.tsx'
import { Picture } from './Picture.tsx'
import { words } from './said.ts'
import type { Engine, State } from './state.ts'

interface Props {
  engine: Engine
  state: State
}

export function Thread({ engine, state }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  const lastTop = useRef(0)
  const { settings, beginning } = state
  const chat = state.chat && state.chat.id !== state.putAway ? state.chat : undefined
  const messages = chat?.messages ?? []
  const order = chat ? chat.order : beginning.order
  const pending = state.pending.filter((one) => !messages.some(({ id }) => id === one.id))
  const last = messages.at(-1)
  const lastOwn = messages.findLastIndex(({ from }) => from === 'you')
  const amount = `${messages.length} ${pending.length} ${state.writing} ${state.isOpen} ${chat?.isClosed}`

  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of what is shown is the occasion to follow it
  useEffect(() => {
    if (isAtEnd.current && box.current) box.current.scrollTop = box.current.scrollHeight
  }, [amount])
  // A picture is as high as it is once it has loaded (`load` does not bubble); what opens below, a keyboard say, takes of the room.
  useEffect(() => {
    const follow = () => {
      if (isAtEnd.current && box.current) box.current.scrollTop = box.current.scrollHeight
    }
    box.current?.addEventListener('load', follow, true)
    const room = new ResizeObserver(follow)
    if (box.current) room.observe(box.current)
    return () => room.disconnect()
  }, [])
  const noteScroll = () => {
    const { scrollTop = 0, scrollHeight = 0, clientHeight = 0 } = box.current ?? {}
    // A picture that has grown meanwhile puts the end out of sight, too: only who goes up leaves it.
    if (scrollHeight - scrollTop - clientHeight < 60) isAtEnd.current = true
    else if (scrollTop < lastTop.current) isAtEnd.current = false
    lastTop.current = scrollTop
  }

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it by the keyboard
    <div class="thread" ref={box} onScroll={noteScroll} role="log" aria-label={words.messages} tabIndex={0}>
      {beginning.chatId === chat?.id && <Picked picks={beginning.picks} />}
      <p class="welcome" dir="auto">
        {settings?.welcome || words.welcome(state.shopperName.split(' ')[0] ?? '')}
      </p>
      {order && <p class="welcome about">{words.about(order.number)}</p>}
      {!chat && pending.length === 0 && settings && <Legal settings={settings} />}
      {messages.map((message, index) => (
        <Message
          key={message.id}
          message={message}
          before={messages[index - 1]}
          isLast={index === messages.length - 1}
          isLastOwn={index === lastOwn}
          engine={engine}
        />
      ))}
      {pending.map((message) => (
        <OnItsWay key={message.id} message={message} engine={engine} state={state} />
      ))}
      {state.writing && (
        <p class="writing">
          {words.writing(state.writing)}
          <i aria-hidden="true" />
        </p>
      )}
      {last && chat?.isClosed && <p class="welcome">{chat.closedBy === 'you' ? words.endedByYou : words.endedByShop}</p>}
    </div>
  )
}

interface MessageProps {
  message: SentMessage
  before: SentMessage | undefined
  isLast: boolean
  /** How far it got is said of the last that the shopper wrote. */
  isLastOwn: boolean
  engine: Engine
}

function Message({ message, before, isLast, isLastOwn, engine }: MessageProps) {
  const at = new Date(message.createdAt)
  const isNewDay = !before || new Date(before.createdAt).toDateString() !== at.toDateString()
  const speaks = message.from === 'you' ? words.you : message.name
  const state = message.state === 'seen' ? words.seen : message.state === 'delivered' ? words.delivered : words.sent
  const isFollowing = before?.from === message.from && before.name === message.name && !isNewDay
  return (
    <>
      {isNewDay && <p class="day">{dayOf(at)}</p>}
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
        {isLastOwn && (
          <small>
            {state} · {timeOf(at)}
          </small>
        )}
        {message.from === 'shop' && isLast && (
          <small>
            {message.isAutomated ? words.automatic : message.name} · {timeOf(at)}
          </small>
        )}
      </div>
    </>
  )
}

function OnItsWay({ message, engine, state }: { message: Pending; engine: Engine; state: State }) {
  const { text, problem, files = [] } = message
  const how = state.isSlowed ? words.slowed : state.isOnline ? words.sending : words.waiting
  return (
    <div class="message you pending">
      <span class="hidden">{words.you}: </span>
      {text && (
        <p class="text" dir="auto">
          {linked(text)}
        </p>
      )}
      {files.length > 0 && (
        <span class="tray">
          {files.map((file) => (
            <Picture key={file.id} file={file} engine={engine} share={state.progress[file.id]} />
          ))}
        </span>
      )}
      {problem === undefined ? (
        <small>{how}</small>
      ) : (
        <small class="problem" role="alert">
          {words.failed} {words.problems[problem]}{' '}
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

function dayOf(at: Date): string {
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / 86_400_000)
  if (days === 0) return words.today
  if (days === 1) return words.yesterday
  return at.toLocaleDateString(locale, { weekday: 'long', day: 'numeric', month: 'long' })
}
