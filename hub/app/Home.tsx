/** The first tab: a way to the team, whether they are there, and the FAQs. */
import { Faqs } from './Faqs.tsx'
import { ChatIcon } from './icons.tsx'
import { momentOf, words } from './said.ts'
import { type Engine, hasOpenChat, type State, tabsOf } from './state.ts'

export function Home({ engine, state }: { engine: Engine; state: State }) {
  const { settings } = state
  if (!settings) return null
  const hasChat = tabsOf(state).includes('chat')
  const isGoing = hasOpenChat(state)
  return (
    <div class="page">
      {hasChat && (
        <button type="button" class="way" onClick={() => engine.choose('chat')}>
          <span class="sign">
            <ChatIcon />
          </span>
          <span>
            <strong>{isGoing ? words.goOn : words.open}</strong>
            <small>
              {settings.isOpen ? words.here : settings.opensAt ? words.back(momentOf(settings.opensAt, settings.timeZone)) : words.away}
            </small>
          </span>
        </button>
      )}
      {/* A chat that goes on is not disturbed: the answer is here then, as where there is no chat. */}
      {settings.hasFaqs && <Faqs engine={engine} onPick={hasChat && !isGoing ? engine.pick : undefined} />}
    </div>
  )
}
