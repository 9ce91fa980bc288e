/** Outside office hours: where the answer goes when the shopper has left. */
import { useState } from 'preact/hooks'
import type { SentChat } from './api.ts'
import { EmailField } from './EmailField.tsx'
import { words } from './said.ts'
import type { Engine } from './state.ts'

interface Props {
  engine: Engine
  chat: SentChat
}

export function LeaveEmail({ engine, chat }: Props) {
  const [email, setEmail] = useState('')
  /** What was kept, and how much had been said then: the next word takes its place. */
  const [kept, setKept] = useState<{ email: string; amount: number }>()
  const [hasFailed, setFailed] = useState(false)
  const keep = async () => {
    const address = email.trim()
    const isKept = await engine.leaveEmail(address)
    setFailed(!isKept)
    if (isKept) setKept({ email: address, amount: chat.messages.length })
  }
  if (kept?.amount === chat.messages.length)
    return (
      <p class="leave" role="status">
        {words.reachedAt(kept.email)}
      </p>
    )
  if (!chat.asksEmail) return null
  return (
    <form
      class="leave"
      onSubmit={(event) => {
        event.preventDefault()
        keep()
      }}
    >
      <EmailField label={words.leaveEmail} value={email} write={setEmail}>
        <button type="submit" class="plain">
          {words.keep}
        </button>
      </EmailField>
      {hasFailed && (
        <p class="problem" role="alert">
          {words.notDone}
        </p>
      )}
    </form>
  )
}
