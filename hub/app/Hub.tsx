/** The hub's one page. */
import { useEffect, useState } from 'preact/hooks'
import { wordsIn } from '../words.ts'
import { language, tellLoader } from './bridge.ts'
import { Composer } from './Composer.tsx'
import type { Engine, State } from './engine.ts'
import { Header } from './Header.tsx'
import { ChatIcon } from './icons.tsx'
import { Thread } from './Thread.tsx'

const words = wordsIn(language)
const close = () => tellLoader({ warmline: 'close' })

export function Hub({ engine }: { engine: Engine }) {
  const [state, setState] = useState(engine.state())
  useEffect(() => engine.subscribe(() => setState(engine.state())), [engine])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.isComposing) close()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return (
    <main>
      <Header engine={engine} state={state} words={words} close={close} />
      <p class={`connection ${state.isOnline ? '' : 'lost'}`} role="status">
        {state.isOnline ? '' : words.offline}
      </p>
      <Body engine={engine} state={state} />
    </main>
  )
}

function Body({ engine, state }: { engine: Engine; state: State }) {
  if (state.who === 'nobody' || state.who === 'refused') return <SignIn state={state} />
  // Whoever is not known yet sees the place of the thread, not a wheel.
  if (state.who === 'asking' || state.chat === undefined)
    return (
      <div class="thread" aria-busy="true">
        <p class="welcome">{words.connecting}</p>
      </div>
    )
  const isEnded = state.chat?.isClosed && state.chat.id !== state.putAway
  return (
    <>
      <Thread engine={engine} state={state} words={words} />
      {isEnded ? (
        <div class="composer">
          <button type="button" class="full wide" onClick={engine.beginNew}>
            {words.fresh}
          </button>
        </div>
      ) : (
        <Composer engine={engine} isOpen={state.isOpen} words={words} />
      )}
    </>
  )
}

function SignIn({ state }: { state: State }) {
  return (
    <div class="sign-in">
      <span class="sign">
        <ChatIcon />
      </span>
      <h2>{words.signInTitle}</h2>
      <p>{state.who === 'refused' ? words.refused : words.signInSays(state.settings.shopName)}</p>
      {state.signInUrl && (
        <a class="full" href={state.signInUrl} target="_top">
          {words.signIn}
        </a>
      )}
    </div>
  )
}
