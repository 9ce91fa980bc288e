/** Who is here and who answers; ends the chat, after asking, and closes the window. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { wordsIn } from '../words.ts'
import type { Engine, State } from './engine.ts'
import { CloseIcon } from './icons.tsx'

interface Props {
  engine: Engine
  state: State
  words: ReturnType<typeof wordsIn>
  close(): void
}

export function Header({ engine, state, words, close }: Props) {
  const [asks, setAsks] = useState(false)
  const { chat, settings, who } = state
  const isLive = who === 'shopper' && chat && !chat.isClosed
  const agent = isLive && chat.agent ? chat.agent.name : undefined
  const title = agent ?? settings.shopName
  return (
    <header>
      <div class="bar">
        {title && (
          <span class="face" aria-hidden="true">
            {[...title][0]?.toUpperCase()}
          </span>
        )}
        <div class="who">
          <h1>{title || ' '}</h1>
          <p>{agent ? words.answers(settings.shopName) : words.person}</p>
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
      {isLive && asks && <Confirm engine={engine} words={words} done={() => setAsks(false)} />}
    </header>
  )
}

function Confirm({ engine, words, done }: Pick<Props, 'engine' | 'words'> & { done(): void }) {
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
