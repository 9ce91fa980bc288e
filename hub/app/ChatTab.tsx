/** The chat: first the FAQs, then a person; a chat that goes on, or the last one to read. */
import { useEffect, useRef } from 'preact/hooks'
import { Composer } from './Composer.tsx'
import { Ended } from './Ended.tsx'
import { Faqs } from './Faqs.tsx'
import { ChatIcon } from './icons.tsx'
import { LeaveEmail } from './LeaveEmail.tsx'
import { Picked } from './Picked.tsx'
import { SignIn } from './SignIn.tsx'
import { words } from './said.ts'
import { type Engine, hasOpenChat, type State } from './state.ts'
import { Thread } from './Thread.tsx'
import { Visit } from './Visit.tsx'

interface Props {
  engine: Engine
  state: State
}

export function ChatTab({ engine, state }: Props) {
  const { who, settings, beginning, chat } = state
  const isEnded = chat?.isClosed && chat.id !== state.putAway
  const isKnown = who === 'nobody' || who === 'refused' || chat !== undefined
  const isFaqs = settings?.hasFaqs && beginning.step !== 'person' && !hasOpenChat(state) && !isEnded && state.pending.length === 0
  // Whoever is not known yet sees the place of the thread, not a wheel.
  if (!isKnown || !settings)
    return (
      <div class="thread" aria-busy="true">
        <p class="welcome">{words.connecting}</p>
      </div>
    )
  if (isFaqs) return beginning.step === 'answer' ? <Answer engine={engine} state={state} /> : <Questions engine={engine} />
  const back = settings.hasFaqs && (
    <button type="button" class="plain" onClick={() => engine.go('faqs')}>
      {words.faqs}
    </button>
  )
  if (who === 'nobody' && settings.loginStatus === 'visitors')
    return (
      <Visit engine={engine} state={state}>
        {back}
      </Visit>
    )
  if (who !== 'shopper')
    return (
      <SignIn state={state} title={words.signInTitle} icon={<ChatIcon />}>
        {back}
      </SignIn>
    )
  return (
    <>
      <Thread engine={engine} state={state} />
      {chat && isEnded ? (
        <Ended engine={engine} chat={chat} />
      ) : (
        <>
          {chat && !chat.isClosed && <LeaveEmail key={chat.id} engine={engine} chat={chat} />}
          <Composer engine={engine} state={state} />
        </>
      )}
    </>
  )
}

function Questions({ engine }: { engine: Engine }) {
  return (
    <>
      <div class="page">
        <Faqs engine={engine} onPick={engine.pick} />
      </div>
      <div class="composer">
        <button type="button" class="full wide" onClick={() => engine.go('person')}>
          {words.askPerson}
        </button>
      </div>
    </>
  )
}

function Answer({ engine, state: { beginning } }: Props) {
  const box = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer is scrolled to
  useEffect(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight
  }, [beginning.picks.length])
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it by the keyboard */}
      <div class="thread" ref={box} role="log" aria-label={words.messages} tabIndex={0}>
        <Picked picks={beginning.picks} />
        <p class="welcome" role="status">
          {beginning.hasHelped ? words.glad : words.didHelp}
        </p>
      </div>
      <div class="composer stack">
        {!beginning.hasHelped && (
          <button type="button" class="plain wide" onClick={engine.helped}>
            {words.itHelped}
          </button>
        )}
        <button type="button" class="plain wide" onClick={() => engine.go('faqs')}>
          {words.otherQuestion}
        </button>
        <button type="button" class="full wide" onClick={() => engine.go('person')}>
          {words.stillNeedHelp}
        </button>
      </div>
    </>
  )
}
