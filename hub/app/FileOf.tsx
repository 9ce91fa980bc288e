/** A file in the chat: a picture is shown, anything else is saved. */
import { useEffect, useState } from 'preact/hooks'
import type { SentMessage } from './api.ts'
import type { Engine } from './engine.ts'
import { FileIcon } from './icons.tsx'

export function FileOf({ file, engine }: { file: SentMessage['attachments'][number]; engine: Engine }) {
  const [url, setUrl] = useState<string>()
  const isPicture = /^image\/(png|jpeg|gif|webp|avif)$/.test(file.mimeType)
  useEffect(() => {
    if (isPicture) engine.file(file.id).then(setUrl)
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
