/** For whoever is not signed in to the shop. */
import { ChatIcon } from './icons.tsx'
import { words } from './said.ts'
import type { State } from './state.ts'

export function SignIn({ state, title }: { state: State; title: string }) {
  return (
    <div class="sign-in">
      <span class="sign">
        <ChatIcon />
      </span>
      <h2>{title}</h2>
      <p>{state.who === 'refused' ? words.refused : words.signInSays(state.settings?.shopName ?? '')}</p>
      {state.signInUrl && (
        <a class="full" href={state.signInUrl} target="_top">
          {words.signIn}
        </a>
      )}
    </div>
  )
}
