/** A mail that a customer writes: a new one to the shop, or an answer. */
import { useState } from 'preact/hooks'
import { ask, type Customer, type Mail } from '../api.ts'
import { words } from '../words.ts'

interface Props {
  customer: Customer
  /** Set for a new mail. */
  to?: string
  answers?: Mail | undefined
  sent(id: string): void
  cancel?(): void
}

// Not by `autofocus`, which a page whose address names a part of it (#priya) leaves aside.
const takeFocus = (field: HTMLElement | null) => field?.focus()

export function Write({ customer, to, answers, sent, cancel }: Props) {
  const [subject, setSubject] = useState('')
  const [text, setText] = useState('')
  const [isSending, setSending] = useState(false)
  const [problem, setProblem] = useState<string>()
  const send = async (event: Event) => {
    event.preventDefault()
    setSending(true)
    setProblem(undefined)
    const reply = answers && (/^(re|sv|antw):/i.test(answers.subject) ? answers.subject : `Re: ${answers.subject}`)
    try {
      const { id } = await ask<{ id: string }>(`/trial/api/devices/${customer.key}/mails`, {
        subject: reply ?? subject,
        text,
        answers: answers?.id ?? null,
      })
      setText('')
      sent(id)
    } catch (error) {
      setProblem(error instanceof Error ? error.message : '')
    }
    setSending(false)
  }
  return (
    <form onSubmit={send}>
      {to && (
        <>
          <h3>{words.newMail}</h3>
          <p class="soft">
            {words.to}: {to}
          </p>
          <input
            ref={takeFocus}
            aria-label={words.subject}
            placeholder={words.subject}
            maxLength={300}
            value={subject}
            onInput={(event) => setSubject(event.currentTarget.value)}
          />
        </>
      )}
      <textarea
        aria-label={to ? words.text : words.writeReply}
        placeholder={to ? words.text : words.writeReply}
        rows={to ? 10 : 4}
        maxLength={20_000}
        dir="auto"
        required
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      {problem !== undefined && (
        <p class="warning" role="alert">
          {words.failed} {problem}
        </p>
      )}
      <div class="choices">
        <button type="submit" class="full" disabled={isSending || !text.trim()}>
          {isSending ? words.sending : to ? words.send : words.reply}
        </button>
        {cancel && (
          <button type="button" class="plain" onClick={cancel}>
            {words.cancel}
          </button>
        )}
      </div>
    </form>
  )
}
