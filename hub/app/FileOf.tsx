/** A file in the chat: a picture is shown, anything else is saved. */
import { useEffect, useState } from 'preact/hooks'
import type { SentMessage } from './api.ts'
import { FileIcon } from './icons.tsx'
import type { Engine } from './state.ts'

const againMilliseconds = 5000

export function FileOf({ file, engine }: { file: SentMessage['attachments'][number]; engine: Engine }) {
  const [url, setUrl] = useState<string>()
  const isPicture = /^image\/(png|jpeg|gif|webp|avif)$/.test(file.mimeType)
  useEffect(() => {
    if (!isPicture) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let isGone = false
    // One that could not be had now, on a lost connection say, is asked for again.
    const load = async () => {
      const found = await engine.file(file.id)
      if (isGone) return
      if (found) setUrl(found)
      else timer = setTimeout(load, againMilliseconds)
    }
    load()
    return () => {
      isGone = true
      clearTimeout(timer)
    }
  }, [engine, file.id, isPicture])
  const save = async () => {
    const address = url ?? (await engine.file(file.id))
    if (address) Object.assign(document.createElement('a'), { href: address, download: file.name }).click()
  }
  return (
    <button type="button" class="file" title={file.name} onClick={save}>
      {isPicture && url ? (
        <img src={url} alt={file.name} />
      ) : (
        <>
          <FileIcon />
          <span dir="auto">{file.name}</span>
        </>
      )}
    </button>
  )
}
