/** Outside office hours: where the answer goes when the shopper has left. */
import { useState } from 'preact/hooks'
import { words } from './said.ts'
import type { Engine } from './state.ts'

export function LeaveEmail({ engine }: { engine: Engine }) {
  const [email, setEmail] = useState('')
  const [hasFailed, setFailed] = useState(false)
  return (
    <form
      class="leave"
      onSubmit={async (event) => {
        event.preventDefault()
        setFailed(!(await engine.leaveEmail(email.trim())))
      }}
    >
      <label>
        {words.leaveEmail}
        <span class="line">
          <input
            type="email"
            required
            maxLength={254}
            autocomplete="email"
            value={email}
            onInput={(event) => setEmail(event.currentTarget.value)}
          />
          <button type="submit" class="plain">
            {words.keep}
          </button>
        </span>
      </label>
      {hasFailed && (
        <p class="problem" role="alert">
          {words.notDone}
        </p>
      )}
    </form>
  )
}
