/** Looking for one of many: the text narrows what is found, the keys move in it while one types, Enter takes what they stand on. */
import { type ChangeEvent, type KeyboardEvent, useId, useState } from 'react'
import { useFirstFocus } from '../useFirstFocus.ts'

/** By how much each key moves. */
export type Steps = Record<string, number>

/** `list` is the id of the list found, `idOf` of each in it, `field` what the text field is made of. */
export function useFinding<One>(find: (query: string) => readonly One[], steps: Steps, onPick: (one: One) => void) {
  const list = useId()
  const search = useFirstFocus<HTMLInputElement>()
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const found = find(query)
  const chosen = found[at]
  const idOf = (index: number) => `${list}${index}`
  const move = (by: number) => {
    const next = Math.max(Math.min(at + by, found.length - 1), 0)
    setAt(next)
    document.getElementById(idOf(next))?.scrollIntoView({ block: 'nearest' })
  }
  const field = {
    ref: search,
    role: 'combobox',
    'aria-expanded': true,
    'aria-controls': list,
    'aria-activedescendant': chosen && idOf(at),
    value: query,
    onChange: ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
      setQuery(currentTarget.value)
      setAt(0)
    },
    onKeyDown: (event: KeyboardEvent) => {
      const step = steps[event.key]
      if (step !== undefined) move(step)
      else if (event.key === 'Enter' && chosen) onPick(chosen)
      else return
      event.preventDefault()
    },
  }
  return { list, query, found, at, setAt, chosen, idOf, field }
}
