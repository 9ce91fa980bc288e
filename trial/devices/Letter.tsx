/** One mail as its reader sees it, the quoted one folded away. */
import { useState } from 'preact/hooks'
import type { Mail } from '../api.ts'
import { language, words } from '../words.ts'
import { splitQuote } from './threads.ts'

export function Letter({ mail }: { mail: Mail }) {
  const [isUnfolded, setUnfolded] = useState(false)
  const { said, quoted } = splitQuote(mail.text)
  return (
    <article class={mail.isOutgoing ? 'mine' : ''}>
      <header>
        <strong>{mail.isOutgoing ? words.you : mail.fromName || mail.from}</strong>
        <span>{mail.isOutgoing ? `${words.to}: ${mail.to}` : mail.from}</span>
        <time class="when">{new Date(mail.at).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' })}</time>
      </header>
      <p class="said" dir="auto">
        {said.split(/(https?:\/\/[^\s<>"]+)/).map((part, index) =>
          index % 2 ? (
            <a key={part} href={part}>
              {part}
            </a>
          ) : (
            part
          ),
        )}
      </p>
      {mail.attachments.length > 0 && (
        <p class="soft">
          {words.attachments} {mail.attachments.join(', ')}
        </p>
      )}
      {quoted && (
        <>
          <button
            type="button"
            class="fold"
            aria-expanded={isUnfolded}
            aria-label={isUnfolded ? words.unquoted : words.quoted}
            title={isUnfolded ? words.unquoted : words.quoted}
            onClick={() => setUnfolded(!isUnfolded)}
          >
            …
          </button>
          {isUnfolded && (
            <p class="said quoted" dir="auto">
              {quoted}
            </p>
          )}
        </>
      )}
    </article>
  )
}
