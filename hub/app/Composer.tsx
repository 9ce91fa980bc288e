/** Where the shopper writes. Enter sends, shift and Enter makes a line. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { wordsIn } from '../words.ts'
import { SendIcon } from './icons.tsx'
import type { Engine } from './state.ts'

const longest = 10_000
const typingEvery = 2000
const pauseMilliseconds = 4000

export function Composer({ engine, isOpen, words }: { engine: Engine; isOpen: boolean; words: ReturnType<typeof wordsIn> }) {
  const field = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState(engine.state().draft)
  const toldAt = useRef(0)
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => {
    if (isOpen) field.current?.focus()
  }, [isOpen])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useEffect(() => {
    const area = field.current
    if (!area) return
    area.style.height = 'auto'
    area.style.height = `${Math.min(area.scrollHeight, 132)}px`
  }, [text])

  const stopTyping = () => {
    clearTimeout(pause.current)
    if (toldAt.current) engine.typing(false)
    toldAt.current = 0
  }
  const type = (value: string) => {
    setText(value)
    if (!value.trim()) return stopTyping()
    if (Date.now() - toldAt.current > typingEvery) {
      toldAt.current = Date.now()
      engine.typing(true)
    }
    clearTimeout(pause.current)
    pause.current = setTimeout(stopTyping, pauseMilliseconds)
  }
  const send = () => {
    const written = text.trim()
    if (!written) return
    engine.write(written)
    stopTyping()
    setText('')
    field.current?.focus()
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <textarea
        ref={field}
        rows={1}
        dir="auto"
        maxLength={longest}
        aria-label={words.write}
        placeholder={words.write}
        value={text}
        onInput={(event) => type(event.currentTarget.value)}
        onKeyDown={(event) => {
          // A key that ends an input method's composition is not yet the end of the message.
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
          event.preventDefault()
          send()
        }}
      />
      <button type="submit" class="send" aria-label={words.send} title={words.send} disabled={!text.trim()}>
        <SendIcon />
      </button>
    </form>
  )
}
