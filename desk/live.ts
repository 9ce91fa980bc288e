/**
 * The live channel, seen from the desk. The server says what changed; what it is now is asked for anew by the ordinary
 * route. Hints are gathered for a moment, and after every reconnect everything is asked for anew.
 */
import type { QueryKey } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { io, type Socket } from 'socket.io-client'
import type { AgentSignals, ServerHints, Topic, Typing } from '../shared/live.ts'
import { api, queries } from './api.ts'

/** Connected and complete up to `at`; or not, since `since`; or not yet. Times in milliseconds. */
export type Sync = { state: 'in_sync'; at: number } | { state: 'lost'; since: number } | { state: 'connecting' }

/** The server sends a sign of life every 10 s; two missed ones and a half mean that the line is dead. */
const silenceLimit = 25_000
/** The first hint is followed almost at once; those that follow within this time are one refetch. Milliseconds. */
const gatherTime = 250
const firstTime = 20

let socket: Socket<ServerHints, AgentSignals> | undefined
let sync: Sync = { state: 'connecting' }
let silence: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()
const typingListeners = new Set<(typing: Typing) => void>()
const watched = new Map<Topic, number>()
const pending = new Set<Topic>()
let gathering: ReturnType<typeof setTimeout> | undefined
let flushedAt = 0

function setSync(next: Sync): void {
  sync = next
  for (const listener of listeners) listener()
}

function heard(at: number): void {
  setSync({ state: 'in_sync', at })
  clearTimeout(silence)
  silence = setTimeout(lost, silenceLimit)
}

function lost(): void {
  clearTimeout(silence)
  if (sync.state !== 'lost') setSync({ state: 'lost', since: sync.state === 'in_sync' ? sync.at : Date.now() })
}

/** Which cached answers a topic is about. */
export function keysOf(topic: Topic): QueryKey[] {
  if (topic === 'tickets') return [api.tickets.list.key(), api.views.counts.key(), api.views.count.key()]
  if (topic === 'views') return [api.views.list.key(), api.views.counts.key()]
  if (topic === 'rules') return [api.rules.key()]
  if (topic === 'tags') return [api.tags.key(), api.views.conditions.key()]
  if (topic === 'team')
    return [api.agents.key(), api.teams.key(), api.invitations.key(), api.me.get.key(), api.views.conditions.key(), api.rules.actions.key()]
  const id = topic.slice('ticket:'.length)
  return [
    api.tickets.get.key({ input: { id } }),
    api.tickets.messages.key({ input: { ticketId: id } }),
    api.tickets.timeline.key({ input: { id } }),
    api.customers.key(),
  ]
}

/** Marks what is gathered as out of date; what is being fetched right now waits its turn, so a busy shop cannot starve it. */
function flush(): void {
  gathering = undefined
  flushedAt = Date.now()
  const topics = [...pending]
  pending.clear()
  for (const topic of topics) {
    const keys = keysOf(topic)
    if (keys.some((queryKey) => queries.isFetching({ queryKey }) > 0)) pending.add(topic)
    else for (const queryKey of keys) queries.invalidateQueries({ queryKey })
  }
  if (pending.size > 0) gather()
}

function gather(): void {
  if (gathering === undefined) gathering = setTimeout(flush, Math.max(firstTime, flushedAt + gatherTime - Date.now()))
}

/** Takes hints in. Exported for tests. */
export function changed(topics: Topic[]): void {
  for (const topic of topics) pending.add(topic)
  gather()
}

/** Opens the line; called once an agent is signed in. */
export function connectLive(): void {
  if (socket) return
  socket = io('/agent', { path: '/live', transports: ['websocket'], reconnectionDelayMax: 3000, randomizationFactor: 0.5 })
  let wasConnected = false
  socket.on('connect', () => {
    for (const topic of watched.keys()) socket?.emit('watch', topic)
    // What happened while nobody listened is not told again: ask for everything on the screen.
    if (wasConnected) queries.invalidateQueries()
    wasConnected = true
    heard(Date.now())
  })
  socket.on('disconnect', (reason) => {
    lost()
    if (reason === 'io server disconnect') socket?.connect()
  })
  socket.on('connect_error', lost)
  socket.on('changed', changed)
  socket.on('sync', (at) => heard(Date.parse(at)))
  socket.on('typing', (typing) => {
    for (const listener of typingListeners) listener(typing)
  })
}

/** Closes the line at sign-out. */
export function disconnectLive(): void {
  socket?.disconnect()
  socket = undefined
  clearTimeout(silence)
  setSync({ state: 'connecting' })
}

/** Keeps what the page shows of these topics fresh while it is mounted. */
export function useLive(topics: Topic[]): void {
  const joined = topics.join(' ')
  useEffect(() => {
    const own = joined.split(' ').filter(Boolean) as Topic[]
    for (const topic of own) {
      const count = watched.get(topic) ?? 0
      watched.set(topic, count + 1)
      if (count === 0) socket?.emit('watch', topic)
    }
    return () => {
      for (const topic of own) {
        const count = (watched.get(topic) ?? 1) - 1
        if (count > 0) watched.set(topic, count)
        else {
          watched.delete(topic)
          socket?.emit('unwatch', topic)
          // Nobody listens any more: what is kept of it must be asked for anew when it is shown again.
          for (const queryKey of keysOf(topic)) queries.invalidateQueries({ queryKey, refetchType: 'none' })
        }
      }
    }
  }, [joined])
}

/** Tells of others who write on the tickets being watched. */
export function useTyping(listener: (typing: Typing) => void): void {
  useEffect(() => {
    typingListeners.add(listener)
    return () => {
      typingListeners.delete(listener)
    }
  }, [listener])
}

/** Says that this agent is writing, or stopped. */
export function sayTyping(ticketId: string, isTyping: boolean): void {
  socket?.volatile.emit('typing', ticketId, isTyping)
}

/** Whether the screen is complete, and up to when. */
export function useSync(): Sync {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => sync,
  )
}
