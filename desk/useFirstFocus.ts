/** Gives a field the focus when it comes: what loads on its own arrives after its popover has looked for somebody to focus. */
import { type RefObject, useEffect, useRef } from 'react'

export function useFirstFocus<Field extends HTMLElement>(): RefObject<Field | null> {
  const field = useRef<Field>(null)
  useEffect(() => field.current?.focus(), [])
  return field
}
