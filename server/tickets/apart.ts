/** Which messages have to do with each other? */
import type { TicketRule } from '../channels/channel.ts'
import type { Incoming } from '../channels/incoming.ts'

/** A message with the rule of its channel. */
export interface Arrival {
  rule: TicketRule
  incoming: Incoming
}

/**
 * Parts messages that came at the same moment: the first ones have nothing to do with each other, each of the others has
 * its sender, its id or its thread in common with one before it.
 */
export function apart(arrivals: Arrival[]): [first: Arrival[], later: Arrival[]] {
  const taken = new Set<string>()
  const first: Arrival[] = []
  const later: Arrival[] = []
  for (const arrival of arrivals) {
    const marks = marksOf(arrival)
    if (marks.some((mark) => taken.has(mark))) later.push(arrival)
    else first.push(arrival)
    for (const mark of marks) taken.add(mark)
  }
  return [first, later]
}

function marksOf({ incoming: { channel, externalId, from, thread, ticketId } }: Arrival): string[] {
  return [
    `${from.kind} ${from.value}`,
    ...[externalId, ...thread.externalIds].map((id) => `${channel} ${id}`),
    ...thread.tokens.map((token) => `token ${token}`),
    ...(ticketId ? [`ticket ${ticketId}`] : []),
  ]
}
