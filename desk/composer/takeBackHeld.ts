/** Takes a reply back that still waits: it is in the composer again. */
import i18next from 'i18next'
import { api, client, codeOf, queries } from '../api.ts'
import { say, sayProblem } from '../notices.ts'
import { adoptDraft } from '../tickets/draftSync.ts'
import { type DraftKey, isEmptyDraft, readKept, restoreDraft } from '../tickets/drafts.ts'

/** True when it was still there to be taken back. */
export async function takeBackHeld(held: { id: string; ticketId: string }, agentId: string): Promise<boolean> {
  const key: DraftKey = { agentId, ticketId: held.ticketId, mode: 'reply' }
  try {
    const { content, revision } = await client.heldReplies.cancel({ id: held.id })
    const { draft, isDirty } = readKept(key)
    if (!isDirty && isEmptyDraft(draft)) adoptDraft(key, content, revision)
    else {
      adoptDraft(key, draft, revision)
      restoreDraft(key, content)
    }
    return true
  } catch (error) {
    if (codeOf(error) === 'NOT_FOUND') say(i18next.t('composer.tooLate'))
    else sayProblem(i18next.t('composer.problem.held'), error)
    return false
  } finally {
    for (const queryKey of [api.heldReplies.list.key({ input: { ticketId: held.ticketId } }), api.drafts.mine.key()])
      queries.invalidateQueries({ queryKey })
  }
}
