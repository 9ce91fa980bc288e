/** The page's outbox, wired to the API: what goes out, what came of it, and what the thread shows meanwhile. */
import { ORPCError } from '@orpc/client'
import type { InfiniteData } from '@tanstack/react-query'
import i18next from 'i18next'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { type Answers, api, client, codeOf, queries } from '../api.ts'
import { sayProblem } from '../notices.ts'
import { reasonOf } from '../reasons.ts'
import { forgetDraft } from './draftSync.ts'
import { openOutbox, type Posted, type Waiting } from './outbox.ts'
import type { Message } from './shapes.ts'

type Page = Answers['tickets']['messages']

export const outbox = openOutbox({ store: localStorage, post })

async function post(entry: Waiting, isLeaving: boolean): Promise<Posted> {
  try {
    if (isLeaving) await postWhileLeaving(entry)
    else if (entry.isDirect) addMessage(await client.tickets.reply({ ticketId: entry.ticketId, isNote: entry.isNote, ...bodyOf(entry) }))
    else {
      await client.heldReplies.hold({ ticketId: entry.ticketId, ...bodyOf(entry), ...(entry.sendAt && { sendAt: new Date(entry.sendAt) }) })
      // Shown as waiting by the server before it is no longer shown as on its way there.
      await queries.invalidateQueries({ queryKey: api.heldReplies.list.key({ input: { ticketId: entry.ticketId } }) })
    }
    forgetDraft({ agentId: entry.agentId, ticketId: entry.ticketId, mode: entry.isNote ? 'note' : 'reply' })
    for (const queryKey of [
      api.tickets.messages.key({ input: { ticketId: entry.ticketId } }),
      api.tickets.get.key({ input: { id: entry.ticketId } }),
      api.drafts.mine.key(),
    ])
      queries.invalidateQueries({ queryKey })
    return { outcome: 'accepted' }
  } catch (error) {
    if (codeOf(error) === 'CONFLICT' && isCrossing(error)) {
      await queries.invalidateQueries({ queryKey: api.tickets.messages.key({ input: { ticketId: entry.ticketId } }) })
      sayElsewhere(entry, error)
      return { outcome: 'crossed', reason: reasonOf(error) }
    }
    const isRefusal = error instanceof ORPCError && error.status < 500
    if (isRefusal) sayElsewhere(entry, error)
    return { outcome: isRefusal ? 'refused' : 'offline', reason: reasonOf(error) }
  }
}

const bodyOf = (entry: Waiting) => ({
  id: entry.id,
  text: entry.text,
  ...(entry.html && { html: entry.html }),
  ...(entry.lastSeenMessageId && !entry.isNote && { lastSeenMessageId: entry.lastSeenMessageId }),
  attachmentIds: entry.attachments.map((attachment) => attachment.id),
  ...(entry.recipients && !entry.isNote && { recipients: entry.recipients }),
  actions: [...entry.actions],
  macroIds: entry.macros.map((macro) => macro.id),
  mentionIds: [...entry.mentionIds],
  withSignature: entry.withSignature,
})

const isCrossing = (error: unknown) =>
  error instanceof ORPCError && typeof error.data === 'object' && error.data !== null && 'lastInboundMessageId' in error.data

/** Whoever has gone on to another ticket would not see it in its place. */
function sayElsewhere({ ticketId }: Waiting, error: unknown): void {
  if (!location.pathname.includes(ticketId)) sayProblem(i18next.t('composer.notSent'), error)
}

/** The page is going away: the browser finishes this request without it. It takes no more than 64 kB that way. */
async function postWhileLeaving(entry: Waiting): Promise<void> {
  const { isNote, isDirect, sendAt } = entry
  const body = JSON.stringify({ ...bodyOf(entry), ...(isDirect ? { isNote } : sendAt && { sendAt }) })
  const answer = await fetch(`/api/v1/tickets/${entry.ticketId}/${isDirect ? 'messages' : 'held-replies'}`, {
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

/** What waits to reach the server. What the thread shows already is no longer waiting. */
export function useWaiting(ticketId: string, agentId: string, messages: readonly { id: string }[]): Waiting[] {
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
