/** What to ask for anew when the server hints that something changed; hints are gathered for a moment. */
import type { QueryKey } from '@tanstack/react-query'
import type { Topic } from '../shared/live.ts'
import { api, queries } from './api.ts'
import { refreshLists } from './inbox/refreshLists.ts'

/** The first hint is followed almost at once; those that follow within this time are one refetch. Milliseconds. */
const gatherTime = 250
const firstTime = 20

/** What is out of date, by its key's name. */
const pending = new Map<string, QueryKey>()
const lists = JSON.stringify(api.tickets.list.key())
let gathering: ReturnType<typeof setTimeout> | undefined
let flushedAt = 0

/** Which cached answers a topic is about. */
export function keysOf(topic: Topic): QueryKey[] {
  if (topic === 'tickets') return [api.tickets.list.key(), api.views.counts.key(), api.views.count.key()]
  if (topic === 'views') return [api.views.list.key(), api.views.counts.key()]
  if (topic === 'rules') return [api.rules.key()]
  if (topic === 'tags') return [api.tags.key(), api.views.conditions.key()]
  if (topic === 'macros') return [api.macros.key()]
  if (topic.startsWith('agent:')) return [api.drafts.key(), api.heldReplies.key(), api.notifications.key(), api.bulk.key()]
  if (topic === 'team')
    return [
      api.agents.key(),
      api.teams.key(),
      api.hours.key(),
      api.invitations.key(),
      api.me.get.key(),
      api.views.conditions.key(),
      api.rules.actions.key(),
    ]
  if (topic === 'blocked') return [api.blockedSenders.key()]
  if (topic === 'connections') return [api.connections.key(), api.tickets.messages.key()]
  const id = topic.slice('ticket:'.length)
  return [
    api.tickets.get.key({ input: { id } }),
    api.tickets.messages.key({ input: { ticketId: id } }),
    api.heldReplies.list.key({ input: { ticketId: id } }),
    api.recipients.derive.key({ input: { ticketId: id } }),
    api.tickets.timeline.key({ input: { id } }),
    api.chats.get.key({ input: { ticketId: id } }),
    api.followers.list.key({ input: { ticketId: id } }),
    api.merges.list.key({ input: { ticketId: id } }),
    api.related.key(),
    api.customers.key(),
    api.consents.key(),
  ]
}

/**
 * Marks what is gathered as out of date. An answer that is being fetched right now waits its turn, so that a busy shop cannot
 * starve it, and so does one that is being changed from here, so that what is shown already does not jump back; the others do
 * not wait for it.
 */
function flush(): void {
  gathering = undefined
  flushedAt = Date.now()
  for (const [name, queryKey] of [...pending]) {
    if (queries.isFetching({ queryKey }) > 0 || queries.isMutating({ mutationKey: queryKey }) > 0) continue
    pending.delete(name)
    if (name === lists) refreshLists()
    else queries.invalidateQueries({ queryKey })
  }
  if (pending.size > 0) gather()
}

function gather(): void {
  if (gathering === undefined) gathering = setTimeout(flush, Math.max(firstTime, flushedAt + gatherTime - Date.now()))
}

/** Takes hints in. */
export function changed(topics: Topic[]): void {
  for (const queryKey of topics.flatMap(keysOf)) pending.set(JSON.stringify(queryKey), queryKey)
  gather()
}
