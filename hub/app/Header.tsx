/** Who is here and who answers; ends the chat, after asking, and closes the window. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { CloseIcon } from './icons.tsx'
import { momentOf, words } from './said.ts'
import { type Engine, type State, tabOf } from './state.ts'

interface Props {
  engine: Engine
  state: State
  close(): void
}

export function Header({ engine, state, close }: Props) {
  const [asks, setAsks] = useState(false)
  const { chat, settings, who } = state
  const isChat = tabOf(state) === 'chat'
  const isLive = isChat && who === 'shopper' && chat && !chat.isClosed
  const agent = isLive ? chat.agent : null
  const shopName = settings?.shopName ?? ''
  const title = agent?.name ?? shopName
  const picture = agent ? agent.image : settings?.logoUrl
  // Whoever will answer is named at once; that they do is said within hours, or once they have.
  const answers = agent && (settings?.isOpen || chat?.messages.some(({ from, isAutomated }) => from === 'shop' && !isAutomated))
  return (
    <header>
      <div class="bar">
        {title && (
          <span class="face" aria-hidden="true">
            {picture ? <img key={picture} src={picture} alt="" /> : [...title][0]?.toUpperCase()}
          </span>
        )}
        <div class="who">
          <h1>{title || ' '}</h1>
          <p>{answers ? words.answers(shopName) : isChat ? whenOf(state) : settings?.greeting || words.greeting}</p>
        </div>
        {isLive && (
          <button type="button" class="quiet" aria-expanded={asks} onClick={() => setAsks(!asks)}>
            {words.end}
          </button>
        )}
        <button type="button" class="quiet round" aria-label={words.close} title={words.close} onClick={close}>
          <CloseIcon />
        </button>
      </div>
      {isLive && asks && <Confirm engine={engine} done={() => setAsks(false)} />}
    </header>
  )
}

/** Who will answer, or when. */
function whenOf({ settings }: State): string {
  if (!settings || settings.isOpen) return words.person
  return settings.opensAt ? words.back(momentOf(settings.opensAt, settings.timeZone)) : words.away
}

function Confirm({ engine, done }: Pick<Props, 'engine'> & { done(): void }) {
  const stay = useRef<HTMLButtonElement>(null)
  const [isEnding, setEnding] = useState(false)
  const [hasFailed, setFailed] = useState(false)
  useEffect(() => stay.current?.focus(), [])
  const end = async () => {
    setEnding(true)
    const hasEnded = await engine.end()
    setEnding(false)
    if (hasEnded) done()
    else setFailed(true)
  }
  return (
    <div
      class="confirm"
      role="alertdialog"
      aria-labelledby="end-asks"
      aria-describedby="end-says"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        done()
      }}
    >
      <strong id="end-asks">{words.endAsk}</strong>
      <p id="end-says">{hasFailed ? words.endFailed : words.endSays}</p>
      <div class="choices">
        <button type="button" class="plain" ref={stay} onClick={done}>
          {words.endNo}
        </button>
        <button type="button" class="full" disabled={isEnding} onClick={end}>
          {words.endYes}
        </button>
      </div>
    </div>
  )
}
