/**
 * Messages on their way out of this browser. Each is posted at once under the name it got when it was written, so posting it
 * again after a lost answer is still one message (F9); the time in which it can be taken back runs on the server. Every
 * entry is also kept in the browser's store until the server has it: a closed page loses nothing.
 */
import type { Draft } from './drafts.ts'

type WaitingState =
  | 'posting'
  | 'offline' // the server was not reached; tried again by itself
  | 'refused' // the server said no, and why
  | 'crossed' // the customer wrote meanwhile; the agent decides
  | 'left' // an earlier page was closed before the server answered

export interface Waiting extends Draft {
  id: string
  agentId: string
  ticketId: string
  isNote: boolean
  /** Goes at once and cannot be taken back: what is spoken, and what no customer sees. */
  isDirect: boolean
  /** When it is to go, ISO 8601; undefined: now. */
  sendAt?: string
  mentionIds: readonly string[]
  lastSeenMessageId: string | undefined
  createdAt: string
  state: WaitingState
  reason?: string
}

/** How posting went. */
export type Posted = { outcome: 'accepted' } | { outcome: 'offline' | 'refused' | 'crossed'; reason: string }

export interface OutboxParts {
  post(entry: Waiting, isLeaving: boolean): Promise<Posted>
  store: Storage
}

const retryMs = 4000
// A page that lives touches its entries more often than this; an older one belongs to a page that is gone.
const goneMs = 60_000
const prefix = 'warmline.outbox.'

/** The outbox of one page. */
export function openOutbox({ post, store }: OutboxParts) {
  let entries: readonly Waiting[] = []
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  const listeners = new Set<() => void>()

  function set(next: readonly Waiting[]): void {
    entries = next
    for (const listener of listeners) listener()
  }
  function update(id: string, change: Partial<Waiting>): void {
    set(entries.map((entry) => (entry.id === id ? { ...entry, ...change } : entry)))
    const entry = entries.find((one) => one.id === id)
    if (entry) keep(entry)
  }
  function keep(entry: Waiting): void {
    try {
      store.setItem(prefix + entry.id, JSON.stringify({ entry, touchedAt: Date.now() }))
    } catch {
      // The browser keeps nothing; the entry lives as long as the page.
    }
  }
  function forget(id: string): void {
    clearTimeout(timers.get(id))
    timers.delete(id)
    store.removeItem(prefix + id)
    set(entries.filter((entry) => entry.id !== id))
  }
  function later(id: string, run: () => void, milliseconds: number): void {
    clearTimeout(timers.get(id))
    timers.set(id, setTimeout(run, milliseconds))
  }

  async function postNow(id: string, isLeaving = false): Promise<void> {
    clearTimeout(timers.get(id))
    const entry = entries.find((one) => one.id === id)
    if (!entry) return
    update(id, { state: 'posting', reason: undefined })
    const posted = await post({ ...entry, state: 'posting' }, isLeaving)
    if (posted.outcome === 'accepted') return forget(id)
    update(id, { state: posted.outcome, reason: posted.reason })
    if (posted.outcome === 'offline') later(id, () => postNow(id), retryMs)
  }

  return {
    entries: () => entries,
    listen(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** Takes a message in and posts it. The same id again changes nothing. */
    send(message: Omit<Waiting, 'state' | 'createdAt'>): void {
      if (entries.some(({ id }) => id === message.id)) return
      const entry: Waiting = { ...message, createdAt: new Date().toISOString(), state: 'posting' }
      set([...entries, entry])
      keep(entry)
      void postNow(entry.id)
    },
    /** Gives a message back for editing; not one that the server may have already without our knowing. */
    takeBack(id: string): Waiting | undefined {
      const entry = entries.find((one) => one.id === id)
      if (!entry || entry.state === 'posting' || entry.state === 'offline') return undefined
      forget(id)
      return entry
    },
    /** Posts again: after a refusal, or past a crossing with the newer message now seen. */
    postAgain(id: string, lastSeenMessageId?: string): void {
      if (lastSeenMessageId) update(id, { lastSeenMessageId })
      if (entries.find((one) => one.id === id)?.state !== 'posting') void postNow(id)
    },
    /** The server has it, as the thread shows. */
    forget,
    /** The page is being left: what could not be posted, or is being, goes out once more by a request that outlives it. */
    leave(): void {
      for (const { id, state } of entries) if (state === 'offline' || state === 'posting') void postNow(id, true)
    },
    /** The connection is back. */
    reconnected(): void {
      for (const { id, state } of entries) if (state === 'offline') void postNow(id)
    },
    /** Finds what an earlier page of this agent left behind. */
    recover(agentId: string): void {
      for (const name of Object.keys(store)) {
        if (!name.startsWith(prefix)) continue
        const kept = parse(store.getItem(name))
        if (!kept || entries.some(({ id }) => id === kept.entry.id)) continue
        if (kept.entry.agentId === agentId && Date.now() - kept.touchedAt > goneMs) set([...entries, { ...kept.entry, state: 'left' }])
      }
    },
  }
}

function parse(kept: string | null): { entry: Waiting; touchedAt: number } | undefined {
  try {
    return JSON.parse(kept ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}
