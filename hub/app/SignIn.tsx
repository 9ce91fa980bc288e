/** For whoever is not signed in to the shop. */
import type { ComponentChildren } from 'preact'
import { words } from './said.ts'
import type { State } from './state.ts'

interface Props {
  state: State
  title: string
  icon: ComponentChildren
  /** What there is for them all the same. */
  children?: ComponentChildren
}

export function SignIn({ state, title, icon, children }: Props) {
  return (
    <div class="sign-in">
      <span class="sign">{icon}</span>
      <h2>{title}</h2>
      <p>{state.who === 'refused' ? words.refused : words.signInSays(state.settings?.shopName ?? '')}</p>
      {state.signInUrl && (
        <a class="full" href={state.signInUrl} target="_top">
          {words.signIn}
        </a>
      )}
      {children}
    </div>
  )
}
