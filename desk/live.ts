/**
 * The live channel, seen from the desk. The server says what changed; what it is now is asked for anew by the ordinary
 * route. Hints are gathered for a moment, and after every reconnect everything is asked for anew.
 */
import { useEffect, useSyncExternalStore } from 'react'
import type { Socket } from 'socket.io-client'
import type { AgentSignals, Presence, ServerHints, Topic, Typing } from '../shared/live.ts'
import { api, queries } from './api.ts'
import { changed, keysOf } from './hints.ts'

/** Connected and complete up to `at`; or not, since `since`; or not yet. Times in milliseconds. */
export type Sync = { state: 'in_sync'; at: number } | { state: 'lost'; since: number } | { state: 'connecting' }

/** The server sends a sign of life every 10 s; two missed ones and a half mean that the line is dead. */
const silenceLimit = 25_000

/** Before the code of the line is asked for again, or the server after it refused, in milliseconds. */
const reloadPause = 3000

/** What is told to this agent alone; the server watches it for every desk. */
const mine: Topic = 'agent:me'

let isWanted = false
let socket: Socket<ServerHints, AgentSignals> | undefined
let sync: Sync = { state: 'connecting' }
let silence: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()
const typingListeners = new Set<(typing: Typing) => void>()
const presenceListeners = new Set<(at: Presence[], isAll: boolean) => void>()
/** Where this desk looks; said anew after every reconnect. */
let looking: string | null = null
const watched = new Map<Topic, number>()

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

/** Opens the line; called once an agent is signed in. The code for it comes after what the first page shows. */
export function connectLive(): void {
  if (isWanted) return
  isWanted = true
  void open()
}

async function open(): Promise<void> {
  const loaded = await import('socket.io-client').catch(() => undefined)
  if (!isWanted || socket) return
  if (!loaded) {
    lost()
    setTimeout(open, reloadPause)
    return
  }
  socket = loaded.io('/agent', { path: '/live', transports: ['websocket'], reconnectionDelayMax: 3000, randomizationFactor: 0.5 })
  let wasConnected = false
  socket.on('connect', () => {
    for (const topic of watched.keys()) socket?.emit('watch', topic)
    if (looking) socket?.emit('look', looking)
    // What happened while nobody listened is not told again: ask for everything on the screen; at first, for what was asked
    // for while the line was still being opened.
    if (wasConnected) queries.invalidateQueries()
    else changed([mine, ...watched.keys()])
    wasConnected = true
    heard(Date.now())
  })
  socket.on('disconnect', (reason) => {
    lost()
    if (reason === 'io server disconnect') socket?.connect()
  })
  socket.on('connect_error', () => {
    lost()
    if (socket?.active) return
    // Refused, and so not tried again by itself: whether one is still signed in says the answer to who one is; else the
    // database may have been away, or the session was just replaced.
    queries.invalidateQueries({ queryKey: api.me.get.key() })
    setTimeout(() => socket?.connect(), reloadPause)
  })
  socket.on('changed', changed)
  socket.on('sync', (at) => heard(Date.parse(at)))
  socket.on('presence', (at, isAll) => {
    for (const listener of presenceListeners) listener(at, isAll)
  })
  socket.on('typing', (typing) => {
    for (const listener of typingListeners) listener(typing)
  })
}

/** Closes the line at sign-out. */
export function disconnectLive(): void {
  isWanted = false
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
    own.forEach(watch)
    return () => own.forEach(leave)
  }, [joined])
}

function watch(topic: Topic): void {
  const count = watched.get(topic) ?? 0
  watched.set(topic, count + 1)
  if (count === 0) socket?.emit('watch', topic)
}

function leave(topic: Topic): void {
  const count = (watched.get(topic) ?? 1) - 1
  if (count > 0) return void watched.set(topic, count)
  watched.delete(topic)
  socket?.emit('unwatch', topic)
  // Nobody listens any more: what is kept of it must be asked for anew when it is shown again.
  for (const queryKey of keysOf(topic)) queries.invalidateQueries({ queryKey, refetchType: 'none' })
}

/** Fetched ahead and not shown yet; of these so many are watched, so that what is shown then is not what was. */
const ahead: Topic[] = []
const mostAhead = 8

/** Keeps what is about to be fetched ahead fresh until it is shown, or others have been. */
export function watchAhead(topic: Topic): void {
  if (ahead.includes(topic)) return
  watch(topic)
  ahead.push(topic)
  const oldest = ahead.length > mostAhead ? ahead.shift() : undefined
  if (oldest) leave(oldest)
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

/** Tells who looks at which ticket. */
export function usePresenceHints(listener: (at: Presence[], isAll: boolean) => void): void {
  useEffect(() => {
    presenceListeners.add(listener)
    return () => {
      presenceListeners.delete(listener)
    }
  }, [listener])
}

/** Says at which ticket this agent looks, or at none. */
export function sayLooking(ticketId: string | null): void {
  if (looking === null && ticketId === null) return
  looking = ticketId
  if (socket?.connected) socket.emit('look', ticketId)
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
