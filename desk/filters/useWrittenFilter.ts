/** What stands in the search box and what the list asks: each follows the other, and no letter that is typed is taken away. */
import { useCallback, useMemo, useRef, useState } from 'react'
import type { Filter } from '../../shared/filter.ts'
import { readFilter } from '../../shared/filterText.ts'
import { printFilter } from '../../shared/filterTextPrint.ts'
import type { Condition } from '../api.ts'
import { asGroup, finished, isSame, simplest } from './tree.ts'

interface Props {
  filter: Filter
  /** Undefined until they are there. */
  conditions: Condition[] | undefined
  onChange: (filter: Filter) => void
  /** The text was put behind one that was not yet known: so many letters further. */
  onShift: (letters: number) => void
}

/** What the text was last held against. */
interface Known {
  filter: Filter
  said: string
  isReady: boolean
  /** The text as it was printed, or told to the list; another text is still being written. */
  at: string
  /** Told to the list, which has not answered with it yet: the address follows a moment later. */
  told: Filter[]
}

/** The text of a filter while it is written; `changed` is what it means, where the list does not ask that yet. */
export function useWrittenFilter({ filter, conditions, onChange, onShift }: Props) {
  const said = useMemo(() => (conditions ? printFilter(simplest(finished(filter)), conditions) : ''), [filter, conditions])
  const [text, setText] = useState(said)
  const [hasFocus, setFocus] = useState(false)
  const read = useMemo(() => readFilter(text, conditions ?? []), [text, conditions])
  const meant = useMemo(() => read.filter && asGroup(simplest(read.filter)), [read])
  const isReady = conditions !== undefined
  const [known, setKnown] = useState<Known>({ filter, said, isReady, at: said, told: [] })

  const newest = useRef({ onChange, text })
  newest.current = { onChange, text }
  /** Tells the list; `text` is what stands in the box for it. */
  const tell = useCallback((next: Filter, text = newest.current.text) => {
    setKnown((now) => {
      const isTold = isSame(now.told.at(-1) ?? now.filter, next)
      return { ...now, at: text, told: isTold ? now.told : [...now.told, next] }
    })
    newest.current.onChange(next)
  }, [])

  if (known.filter !== filter || known.said !== said || known.isReady !== isReady) {
    const echo = known.told.findIndex((one) => isSame(one, filter))
    const isMoved = !isSame(known.filter, filter)
    const next = follow({ isMoved, isOwn: echo !== -1 })
    setKnown({
      filter,
      said,
      isReady,
      at: next === text ? known.at : next,
      told: isMoved ? known.told.slice(echo + 1 || known.told.length) : known.told,
    })
    if (next !== text) setText(next)
  }

  /** The text from now on. */
  function follow({ isMoved, isOwn }: { isMoved: boolean; isOwn: boolean }): string {
    const isWriting = text !== known.at
    // Typed before the filter of the address could be printed: it is added to that.
    if (!known.isReady && isReady && isWriting && said !== '') {
      onShift(said.length + 1)
      return `${said} ${text}`
    }
    if (!isMoved) return isWriting ? text : said
    // Changed elsewhere: by a chip, the builder, a colleague.
    if (isOwn || (hasFocus && isWriting) || (meant && isSame(meant, finished(filter)))) return text
    return said
  }

  const changed = meant && conditions && !isSame(meant, finished(filter)) ? meant : undefined
  return { text, setText, read, changed, tell, setFocus }
}
