/** A picture that is not in the chat yet, with how far it is on its way. */
import { useEffect, useState } from 'preact/hooks'
import { CloseIcon } from './icons.tsx'
import { words } from './said.ts'
import type { Engine } from './state.ts'
import type { Attached } from './uploads.ts'

interface Props {
  file: Attached
  engine: Engine
  /** From 0 to 1; undefined: it waits. */
  share: number | undefined
  onRemove?: () => void
}

export function Picture({ file: { id, name }, engine, share, onRemove }: Props) {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    let isGone = false
    engine.picture(id).then((found) => {
      if (!isGone) setUrl(found)
    })
    return () => {
      isGone = true
    }
  }, [engine, id])
  return (
    <span class="picture">
      {url ? <img src={url} alt={name} title={name} onError={() => setUrl(undefined)} /> : <span dir="auto">{name}</span>}
      {share !== 1 && <progress aria-label={name} {...(share !== undefined && { value: share })} />}
      {onRemove && (
        <button type="button" aria-label={words.remove(name)} title={words.remove(name)} onClick={onRemove}>
          <CloseIcon />
        </button>
      )}
    </span>
  )
}
