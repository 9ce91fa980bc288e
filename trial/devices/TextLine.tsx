/** Where a customer writes: words, pictures, and what else the app sends. */
import { useRef, useState } from 'preact/hooks'
import type { PhoneApp, PhoneText } from '../api.ts'
import { words } from '../words.ts'

interface Props {
  one: PhoneApp
  /** Of the phone, by name. */
  pictures: string[]
  answers: PhoneText | undefined
  forget(): void
  /** True: it was sent. */
  send(body: object): Promise<boolean>
  /** Says why something cannot be sent. */
  refuse(why: string): void
}

interface With {
  picture?: string
  upload?: { mimeType: string; base64: string; url: string }
  about?: { kind: 'story'; how: 'reply' | 'mention' }
}

const mostBytes = 5 * 1024 * 1024

export function TextLine({ one, pictures, answers, forget, send, refuse }: Props) {
  const [text, setText] = useState('')
  const [more, setMore] = useState<With>({})
  const [isOpen, setOpen] = useState(false)
  const [isSending, setSending] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const attach = (what: With) => {
    setMore(what)
    setOpen(false)
    field.current?.focus()
  }
  const give = async (body: object) => {
    setSending(true)
    setOpen(false)
    const isSent = await send(body)
    setSending(false)
    return isSent
  }
  const submit = async (event: Event) => {
    event.preventDefault()
    const { picture = null, upload, about = null } = more
    if (isSending || (!text.trim() && !picture && !upload && about?.how !== 'mention')) return
    const file = upload ? { mimeType: upload.mimeType, base64: upload.base64 } : null
    if (!(await give({ text, picture, upload: file, about }))) return
    setText('')
    setMore({})
    field.current?.focus()
  }
  const shown = more.upload?.url ?? (more.picture && `/trial/api/pictures/${more.picture}`)
  const may = (what: string) => one.abouts.includes(what)
  return (
    <form class="text-line" onSubmit={submit}>
      {isOpen && (
        <div class="gallery" id="more-to-send">
          {pictures
            .filter((name) => name !== 'story')
            .map((name) => (
              <button
                key={name}
                type="button"
                class="thumb"
                aria-label={words.pictures[name] ?? words.picture}
                onClick={() => attach({ picture: name })}
              >
                <img src={`/trial/api/pictures/${name}`} alt="" />
              </button>
            ))}
          <label class="plain">
            {words.ownPicture}
            <input
              type="file"
              accept="image/png,image/jpeg"
              onChange={(event) => readPicture(event.currentTarget.files?.[0], attach, refuse)}
            />
          </label>
          {may('story') && (
            <>
              <button type="button" class="plain" onClick={() => attach({ about: { kind: 'story', how: 'reply' } })}>
                {words.answerStory}
              </button>
              <button type="button" class="plain" onClick={() => attach({ about: { kind: 'story', how: 'mention' } })}>
                {words.mentionShop}
              </button>
            </>
          )}
          {(['place', 'contact', 'poll'] as const).filter(may).map((kind) => (
            <button key={kind} type="button" class="plain" onClick={() => give({ about: { kind, name: words.samples[kind] } })}>
              {words.sendAbout[kind]}
            </button>
          ))}
        </div>
      )}
      {(answers || shown || more.about) && (
        <p class="with">
          {shown && <img src={shown} alt={words.picture} />}
          <span>
            {more.about && words.abouts[more.about.how]}
            {answers && `${words.reply}: ${answers.text.slice(0, 60) || words.picture}`}
          </span>
          <button
            type="button"
            aria-label={words.cancel}
            onClick={() => {
              setMore({})
              forget()
            }}
          >
            ×
          </button>
        </p>
      )}
      <div class="write">
        <button
          type="button"
          class="plus"
          aria-expanded={isOpen}
          aria-controls="more-to-send"
          aria-label={words.addSomething}
          onClick={() => setOpen(!isOpen)}
        >
          +
        </button>
        <textarea
          ref={field}
          rows={1}
          maxLength={4000}
          dir="auto"
          aria-label={words.writeText}
          placeholder={words.writeText}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) submit(event)
          }}
        />
        <button type="submit" class="go" disabled={isSending} aria-label={words.send}>
          <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
            <path d="M3 10l14-6-5 13-3-5z" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round" />
          </svg>
        </button>
      </div>
    </form>
  )
}

function readPicture(file: File | undefined, attach: (what: With) => void, refuse: (why: string) => void): void {
  if (!file) return
  if (file.size > mostBytes) {
    refuse(words.refusals.FST_ERR_CTP_BODY_TOO_LARGE ?? '')
    return
  }
  const reader = new FileReader()
  reader.onload = () => {
    const url = String(reader.result)
    attach({ upload: { mimeType: file.type, base64: url.slice(url.indexOf(',') + 1), url } })
  }
  reader.readAsDataURL(file)
}
