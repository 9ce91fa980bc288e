/** Where no tab is to be seen: it is not known yet who is here, or the shop shows nothing but a chat for whoever is signed in. */
import { ChatIcon } from './icons.tsx'
import { SignIn } from './SignIn.tsx'
import { words } from './said.ts'
import type { State } from './state.ts'

export function NoTab({ state }: { state: State }) {
  const { settings, who } = state
  if (!settings || who === 'asking')
    return (
      <div class="thread" aria-busy="true">
        <p class="welcome">{words.connecting}</p>
      </div>
    )
  if (who === 'shopper' || !settings.tabs.includes('chat')) return <div class="page" />
  return <SignIn state={state} title={words.signInTitle} icon={<ChatIcon />} />
}
