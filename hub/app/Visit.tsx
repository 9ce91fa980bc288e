/** Begins a chat without an account, by an email address, where the shop allows that. */
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { EmailField } from './EmailField.tsx'
import { Legal } from './Legal.tsx'
import { words } from './said.ts'
import type { Engine, State } from './state.ts'

interface Props {
  engine: Engine
  state: State
  /** What there is besides. */
  children?: ComponentChildren
}

export function Visit({ engine, state, children }: Props) {
  const [email, setEmail] = useState('')
  const [name, setName] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const begin = async () => {
    setBusy(true)
    setProblem('')
    const refusal = await engine.visit(email.trim(), name.trim())
    setBusy(false)
    if (refusal) setProblem(refusal.status === 400 ? words.badEmail : refusal.status === 429 ? words.tooMany : words.notBegun)
  }
  return (
    <form
      class="sign-in"
      onSubmit={(event) => {
        event.preventDefault()
        begin()
      }}
    >
      <h2>{words.visitTitle}</h2>
      <p>{words.visitSays}</p>
      <EmailField label={words.email} value={email} write={setEmail} />
      <label>
        {words.name}
        <input maxLength={120} autocomplete="name" value={name} onInput={(event) => setName(event.currentTarget.value)} />
      </label>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <button type="submit" class="full" disabled={isBusy}>
        {words.begin}
      </button>
      {children}
      {state.settings && <Legal settings={state.settings} />}
    </form>
  )
}
