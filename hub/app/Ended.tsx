/** Below a chat that has ended: how it was, a copy by mail, and a new one. */
import { useState } from 'preact/hooks'
import type { SentChat } from './api.ts'
import { ThumbDownIcon, ThumbUpIcon } from './icons.tsx'
import { words } from './said.ts'
import type { Engine } from './state.ts'

export function Ended({ engine, chat }: { engine: Engine; chat: SentChat }) {
  const [said, setSaid] = useState('')
  const mail = async () => {
    const email = await engine.transcript()
    setSaid(email ? words.mailed(email) : words.notDone)
  }
  return (
    <div class="composer stack">
      {(chat.asksRating || chat.rating) && <Rating engine={engine} rating={chat.rating} />}
      <p class="soft" role="status">
        {said}
      </p>
      {chat.email && (
        <button type="button" class="plain wide" onClick={mail}>
          {words.mailMe}
        </button>
      )}
      <button type="button" class="full wide" onClick={engine.beginNew}>
        {words.fresh}
      </button>
    </div>
  )
}

function Rating({ engine, rating }: { engine: Engine; rating: SentChat['rating'] }) {
  const [text, setText] = useState(rating?.words ?? '')
  const [hasFailed, setFailed] = useState(false)
  const [isSaid, setSaid] = useState(false)
  const give = async (isGood: boolean) => setFailed(!(await engine.rate(isGood, text.trim())))
  return (
    <fieldset class="rating">
      <legend>{rating ? words.thanks : words.howWasIt}</legend>
      <button type="button" aria-label={words.good} title={words.good} aria-pressed={rating?.isGood === true} onClick={() => give(true)}>
        <ThumbUpIcon />
      </button>
      <button type="button" aria-label={words.bad} title={words.bad} aria-pressed={rating?.isGood === false} onClick={() => give(false)}>
        <ThumbDownIcon />
      </button>
      {rating && !isSaid && (
        <span class="line">
          <input
            maxLength={1000}
            value={text}
            aria-label={words.aWord}
            placeholder={words.aWord}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <button
            type="button"
            class="plain"
            disabled={!text.trim()}
            onClick={async () => {
              await give(rating.isGood)
              setSaid(true)
            }}
          >
            {words.send}
          </button>
        </span>
      )}
      {hasFailed && (
        <p class="problem" role="alert">
          {words.notDone}
        </p>
      )}
    </fieldset>
  )
}
