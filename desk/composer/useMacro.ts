/** Using a macro on a ticket: its text goes into the field, its actions wait for the reply; one without words does its work at once. */
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { api, client, queries } from '../api.ts'
import { say, sayProblem } from '../notices.ts'
import { useSayActions } from '../settings/useSayActions.ts'
import { changeDraft, type DraftKey } from '../tickets/drafts.ts'
import type { Macro, Ticket } from '../tickets/shapes.ts'
import { endHolding, holdTyped } from '../typedAhead.ts'
import type { FieldHandle } from './field.ts'

export function useMacro({
  ticket,
  draftKey,
  field,
  onDone,
}: {
  ticket: Ticket
  draftKey: DraftKey
  field: RefObject<FieldHandle | null>
  onDone: () => void
}): (macro: Macro) => void {
  const { t } = useTranslation()
  const sayActions = useSayActions()
  const isSilent = ({ text, html, attachments }: Macro) => !text && !html.includes('<img') && attachments.length === 0
  const runNow = async (macro: Macro) => {
    const { done } = await client.macros.run({ ticketId: ticket.id, id: macro.id })
    say(done.length > 0 ? t('macro.done', { name: macro.name, actions: sayActions(done) }) : t('macro.nothingToDo', { name: macro.name }))
    for (const queryKey of [api.tickets.key(), api.views.counts.key(), api.macros.key()]) queries.invalidateQueries({ queryKey })
    if (done.some(({ action }) => action === 'close' || action === 'snooze')) onDone()
  }
  const write = async (macro: Macro) => {
    const filled = await client.macros.fill({ ticketId: ticket.id, id: macro.id })
    field.current?.insert({ text: filled.text, html: filled.html })
    changeDraft(draftKey, (now) => ({
      ...now,
      attachments: [
        ...now.attachments.filter(({ id }) => !filled.macro.attachments.some((one) => one.id === id)),
        ...filled.macro.attachments,
      ],
      actions: [...now.actions.filter(({ action }) => !filled.macro.actions.some((one) => one.action === action)), ...filled.macro.actions],
      macros: [...now.macros.filter(({ id }) => id !== macro.id), { id: macro.id, name: macro.name }],
    }))
    field.current?.focus()
  }
  return (macro) => {
    const writes = !isSilent(macro)
    // Its words come a moment later; what is typed until then stands behind them, and is no key of the ticket.
    const holds = writes && !field.current?.hasFocus()
    if (holds) holdTyped()
    ;(writes ? write : runNow)(macro).catch((error: unknown) => {
      if (holds) endHolding()
      sayProblem(t('macro.problem', { name: macro.name }), error)
    })
  }
}
