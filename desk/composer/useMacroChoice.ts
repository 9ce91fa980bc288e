/** Choosing a macro for what is being written: in the foot's picker, which a key opens too, or elsewhere in the palette. */
import { type RefObject, useState } from 'react'
import type { DraftKey } from '../tickets/drafts.ts'
import type { Macro, Ticket } from '../tickets/shapes.ts'
import type { FieldHandle } from './field.ts'
import { useMacroPlace } from './macroPlace.ts'
import type { useFold } from './useFold.ts'
import { useMacro } from './useMacro.ts'

interface Props {
  ticket: Ticket
  draftKey: DraftKey
  field: RefObject<FieldHandle | null>
  fold: ReturnType<typeof useFold>
  /** False where no reply may go: then no macro may either. */
  mayWrite: boolean
  onDone: () => void
  /** The picker was closed: one goes on writing. */
  onBack: () => void
}

export type MacroChoice = ReturnType<typeof useMacroChoice>

export function useMacroChoice({ ticket, draftKey, field, fold, mayWrite, onDone, onBack }: Props) {
  const [isChoosing, setChoosing] = useState(false)
  const put = useMacro({ ticket, draftKey, field, onDone })
  const use = (macro: Macro) => {
    fold.open()
    put(macro)
  }
  useMacroPlace(use, mayWrite)
  return {
    isChoosing,
    use,
    /** Opens the picker, unless nothing may be written. */
    begin: () => {
      if (!mayWrite) return false
      fold.open()
      setChoosing(true)
      return true
    },
    turn: (isOpen: boolean) => {
      setChoosing(isOpen)
      if (!isOpen) onBack()
    },
    pick: (macro: Macro) => {
      setChoosing(false)
      use(macro)
    },
  }
}
