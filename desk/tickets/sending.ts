/** The page's outbox, wired to the API: what goes out, what came of it, and what the thread shows meanwhile. */
import { ORPCError } from '@orpc/client'
import type { InfiniteData } from '@tanstack/react-query'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { ChannelKey } from '../../shared/words.ts'
import { type Answers, api, client, codeOf, queries, reasonOf } from '../api.ts'
import { openOutbox, type Posted, type Waiting } from './outbox.ts'
import type { Message } from './shapes.ts'

type Page = Answers['tickets']['messages']

/** How long a reply can be taken back, milliseconds. A chat is spoken, so it goes at once; so does a note, which no customer sees. */
export const holdMs = (channel: ChannelKey, isNote: boolean): number => (isNote || channel === 'webchat' ? 0 : 5000)

export const outbox = openOutbox({ store: localStorage, post })

async function post(entry: Waiting, isLeaving: boolean): Promise<Posted> {
  try {
    if (isLeaving) await postWhileLeaving(entry)
    else addMessage(await client.tickets.reply({ ticketId: entry.ticketId, ...bodyOf(entry) }))
    for (const queryKey of [
      api.tickets.messages.key({ input: { ticketId: entry.ticketId } }),
      api.tickets.get.key({ input: { id: entry.ticketId } }),
    ])
      queries.invalidateQueries({ queryKey })
    return { outcome: 'accepted' }
  } catch (error) {
    if (codeOf(error) === 'CONFLICT' && isCrossing(error)) {
      await queries.invalidateQueries({ queryKey: api.tickets.messages.key({ input: { ticketId: entry.ticketId } }) })
      return { outcome: 'crossed', reason: reasonOf(error) }
    }
    const isRefusal = error instanceof ORPCError && error.status < 500
    return { outcome: isRefusal ? 'refused' : 'offline', reason: reasonOf(error) }
  }
}

const bodyOf = ({ id, text, isNote, lastSeenMessageId, attachments }: Waiting) => ({
  id,
  text,
  isNote,
  ...(lastSeenMessageId && !isNote && { lastSeenMessageId }),
  attachmentIds: attachments.map((attachment) => attachment.id),
})

const isCrossing = (error: unknown) =>
  error instanceof ORPCError && typeof error.data === 'object' && error.data !== null && 'lastInboundMessageId' in error.data

/** The page is going away: the browser finishes this request without it. It takes no more than 64 kB that way. */
async function postWhileLeaving(entry: Waiting): Promise<void> {
  const body = JSON.stringify(bodyOf(entry))
  const answer = await fetch(`/api/v1/tickets/${entry.ticketId}/messages`, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body,
    keepalive: body.length < 20_000,
  })
  if (!answer.ok) throw new Error(answer.statusText)
}

/** Puts a message at the end of its thread in the cache, or in place of its older state. */
export function addMessage(message: Message): void {
  queries.setQueriesData<InfiniteData<Page>>(
    { queryKey: api.tickets.messages.key({ type: 'infinite', input: { ticketId: message.ticketId } }) },
    (data) => {
      if (!data) return data
      const isThere = data.pages.some((page) => page.messages.some(({ id }) => id === message.id))
      const pages = data.pages.map((page, index) => ({
        ...page,
        messages: isThere
          ? page.messages.map((one) => (one.id === message.id ? message : one))
          : index === 0
            ? [...page.messages, message]
            : page.messages,
      }))
      return { ...data, pages }
    },
  )
}

/** What waits to go out on a ticket. What the thread shows already is no longer waiting. */
export function useWaiting(ticketId: string, agentId: string, messages: readonly Message[]): Waiting[] {
  const entries = useSyncExternalStore(outbox.listen, outbox.entries)
  useEffect(() => outbox.recover(agentId), [agentId])
  useEffect(() => {
    for (const { id } of entries) if (messages.some((message) => message.id === id)) outbox.forget(id)
  }, [entries, messages])
  return useMemo(
    () => entries.filter((entry) => entry.ticketId === ticketId && !messages.some(({ id }) => id === entry.id)),
    [entries, ticketId, messages],
  )
}

window.addEventListener('pagehide', outbox.leave)
window.addEventListener('online', outbox.reconnected)
