/** A change of many tickets is shown at once on the rows that are here; the server's hints put right what it does otherwise. */
import type { BulkChange } from '../../shared/bulk.ts'
import type { Ticket } from '../api.ts'
import { isFinal } from '../heldCloses.ts'
import { patchTickets, shownAs } from '../patchTickets.ts'

function patchOf(change: BulkChange): (ticket: Ticket) => Partial<Ticket> {
  if ('mergeInto' in change) return () => ({})
  if ('isRead' in change) return () => ({ isUnread: !change.isRead })
  if ('addTags' in change) return ({ tags }) => ({ tags: [...new Set([...tags, ...change.addTags])] })
  if ('removeTags' in change) return ({ tags }) => ({ tags: tags.filter((tag) => !change.removeTags.includes(tag)) })
  const patch = shownAs(change)
  // The server keeps back the end of a chat for as long as it can be taken back.
  return (ticket) => (isFinal(ticket, change) ? {} : patch)
}

/** Shows the change on these tickets wherever they stand. */
export function showBulk(tickets: readonly Ticket[], change: BulkChange): void {
  patchTickets(new Set(tickets.map(({ id }) => id)), patchOf(change))
}
