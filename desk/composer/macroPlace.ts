/** Where a macro goes that is chosen elsewhere, in the palette: to the ticket whose composer is open. */
import { useEffect, useRef } from 'react'
import type { Macro } from '../tickets/shapes.ts'

type Use = (macro: Macro) => void

let places: { use: Use }[] = []

/** What uses a macro on the open ticket; undefined: none is open, or none may be written to. */
export const macroPlace = (): Use | undefined => places.at(-1)?.use

/** Offers a composer as the place, while it is mounted and takes what is written. */
export function useMacroPlace(use: Use, isOpen: boolean): void {
  const newest = useRef(use)
  newest.current = use
  useEffect(() => {
    if (!isOpen) return
    const place = { use: (macro: Macro) => newest.current(macro) }
    places = [...places, place]
    return () => {
      places = places.filter((one) => one !== place)
    }
  }, [isOpen])
}
