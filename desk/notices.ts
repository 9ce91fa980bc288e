/** Short sentences in the corner of the page: done (with a way back), or refused and why. */
import { notifications } from '@mantine/notifications'
import i18next from 'i18next'
import { createElement } from 'react'
import { codeOf } from './api.ts'
import { reasonOf } from './reasons.ts'
import { UndoNotice } from './UndoNotice.tsx'

/** How long an undo is offered, milliseconds. */
export const undoTime = 6000

const closeButton = () => ({ 'aria-label': i18next.t('common.close') })

/** Says that something is done. */
export function say(message: string): void {
  notifications.show({ message, autoClose: 3000, closeButtonProps: closeButton() })
}

/** Why something did not work, in the server's words or that it cannot be reached. */
export const whyOf = (error: unknown): string =>
  codeOf(error) === undefined && error instanceof TypeError ? i18next.t('common.unreachable') : reasonOf(error)

/** Says what did not work, and why in the server's words. */
export function sayProblem(title: string, error: unknown): void {
  notifications.show({ title, message: whyOf(error), color: 'var(--urgent)', autoClose: 10_000, closeButtonProps: closeButton() })
}

/** Says that something is done and offers to take it back for some seconds. */
export function sayUndo(message: string, undo: () => void, milliseconds = undoTime): void {
  const id = crypto.randomUUID()
  const take = () => {
    notifications.hide(id)
    undo()
  }
  notifications.show({
    id,
    message: createElement(UndoNotice, { message, onUndo: take }),
    autoClose: milliseconds,
    closeButtonProps: closeButton(),
  })
}
