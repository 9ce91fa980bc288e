/** Merging and splitting from the desk: done, said, and offered back. */
import i18next from 'i18next'
import { api, client, queries } from '../api.ts'
import { say, sayProblem, sayUndo } from '../notices.ts'

/** What a merge or its undoing may have changed: the tickets, their threads and lists. */
function askAnew(): void {
  for (const queryKey of [api.tickets.key(), api.merges.key(), api.related.key(), api.views.counts.key()])
    queries.invalidateQueries({ queryKey })
}

/** Merges the sources into the target. Answers whether it is done. */
export async function mergeTickets(
  target: { id: string; number: number },
  sourceIds: string[],
  acrossCustomers: boolean,
): Promise<boolean> {
  try {
    const { merged } = await client.merges.create({ ticketId: target.id, sourceIds, acrossCustomers })
    askAnew()
    const made = merged.filter(({ id }) => sourceIds.includes(id))
    sayUndo(i18next.t('merge.done', { count: made.length, number: target.number }), async () => {
      for (const { mergeId } of made) await unmerge(mergeId, true)
    })
    return true
  } catch (error) {
    sayProblem(i18next.t('merge.problem'), error)
    return false
  }
}

/** Takes a merged ticket out again. */
export async function unmerge(mergeId: string, isQuiet = false): Promise<void> {
  try {
    const ticket = await client.merges.undo({ id: mergeId })
    askAnew()
    if (!isQuiet) say(i18next.t('merge.undone', { number: ticket.number }))
  } catch (error) {
    sayProblem(i18next.t('merge.problemUndo'), error)
  }
}

/** Splits a ticket from a message on; answers the new one's id, or undefined when it was refused. */
export async function splitTicket(ticketId: string, fromMessageId: string): Promise<string | undefined> {
  try {
    const made = await client.merges.split({ ticketId, fromMessageId })
    askAnew()
    sayUndo(i18next.t('split.done', { number: made.number }), async () => {
      await client.merges.create({ ticketId, sourceIds: [made.id], acrossCustomers: true }).catch((error: unknown) => {
        sayProblem(i18next.t('merge.problemUndo'), error)
      })
      askAnew()
    })
    return made.id
  } catch (error) {
    sayProblem(i18next.t('split.problem'), error)
    return undefined
  }
}
