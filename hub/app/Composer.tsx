/** Where the shopper writes, and puts pictures. Enter sends, shift and Enter makes a line. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { longestShopperText, shopperPictures } from '../../shared/lists.ts'
import { useDrop } from './drop.ts'
import { Emoji } from './Emoji.tsx'
import { EmojiIcon, PictureIcon, SendIcon } from './icons.tsx'
import { Picture } from './Picture.tsx'
import { words } from './said.ts'
import type { Engine, State } from './state.ts'
import { useTyping } from './typing.ts'

export function Composer({ engine, state }: { engine: Engine; state: State }) {
  const field = useRef<HTMLTextAreaElement>(null)
  const chooser = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(engine.draft)
  const [problem, setProblem] = useState('')
  const [isPicking, setPicking] = useState(false)
  const typing = useTyping(engine)
  const { isOpen, tray, progress } = state
  const over = text.trim().length - longestShopperText

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

  const write = (value: string) => {
    setText(value)
    engine.keepDraft(value)
    typing.wrote(value)
  }
  const attach = async (files: Iterable<File> | null | undefined) => {
    const given = [...(files ?? [])]
    if (given.length === 0) return
    const why = await engine.attach(given)
    setProblem(why ? (words.problems[why] ?? '') : '')
    field.current?.focus()
  }
  const isOver = useDrop(attach)
  const mayBeSent = over <= 0 && (text.trim() !== '' || tray.length > 0)
  const send = () => {
    if (!mayBeSent) return
    engine.write(text.trim())
    write('')
    setProblem('')
    field.current?.focus()
  }
  const pick = (emoji: string) => {
    const { selectionStart: from = text.length, selectionEnd: to = text.length } = field.current ?? {}
    write(text.slice(0, from) + emoji + text.slice(to))
    setPicking(false)
    requestAnimationFrame(() => {
      field.current?.focus()
      field.current?.setSelectionRange(from + emoji.length, from + emoji.length)
    })
  }
  const said = over > 0 ? words.tooLong(over) : problem

  return (
    <form
      class={`writes ${isOver ? 'over' : ''}`}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {isPicking && (
        <Emoji
          onPick={pick}
          onClose={() => {
            setPicking(false)
            field.current?.focus()
          }}
        />
      )}
      <p class="said" role="alert">
        {isOver ? words.dropHere : said}
      </p>
      {tray.length > 0 && (
        <div class="tray">
          {tray.map((file) => (
            <Picture key={file.id} file={file} engine={engine} share={progress[file.id]} onRemove={() => engine.detach(file.id)} />
          ))}
        </div>
      )}
      <div class="composer">
        <input
          ref={chooser}
          type="file"
          hidden
          multiple
          accept={shopperPictures.join()}
          onChange={({ currentTarget }) => {
            attach(currentTarget.files)
            // The same one may be chosen again.
            currentTarget.value = ''
          }}
        />
        <button
          type="button"
          class="tool"
          aria-label={`${words.pictures}. ${words.pictureLimits}`}
          title={`${words.pictures}. ${words.pictureLimits}`}
          onClick={() => chooser.current?.click()}
        >
          <PictureIcon />
        </button>
        <button
          type="button"
          class="tool"
          aria-label={words.emoji}
          title={words.emoji}
          aria-expanded={isPicking}
          onClick={() => setPicking(!isPicking)}
        >
          <EmojiIcon />
        </button>
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          aria-label={words.write}
          placeholder={words.write}
          value={text}
          onInput={(event) => write(event.currentTarget.value)}
          onPaste={(event) => {
            const files = event.clipboardData?.files
            if (!files?.length) return
            event.preventDefault()
            attach(files)
          }}
          onKeyDown={(event) => {
            // A key that ends an input method's composition is not yet the end of the message.
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
            event.preventDefault()
            send()
          }}
        />
        <button type="submit" class="send" aria-label={words.send} title={words.send} disabled={!mayBeSent}>
          <SendIcon />
        </button>
      </div>
    </form>
  )
}
