/** The live channel, from the shopper's side: hints only, so every one of them ends in a fresh look. */
import { io, type Socket } from 'socket.io-client'
import type { ServerHints, ShopperSignals } from '../../shared/live.ts'

export interface Live {
  isConnected(): boolean
  /** Hears of this chat from now on, also after a reconnection. */
  watch(chatId: string): void
  typing(chatId: string, isTyping: boolean): void
  /** Among so many milliseconds everybody's next attempts are spread, as the server wished when it was last heard. */
  spread(): number
  close(): void
}

export interface Heard {
  /** Something changed, or may have while we were away. */
  changed(): void
  typing(chatId: string, name: string, isTyping: boolean): void
  connected(isConnected: boolean): void
}

interface Wish {
  /** Of the server; a page knows its own. */
  address?: string
  /** The server speaks every ten seconds. One that is silent for longer than this has gone, whatever the line says: the machine slept, say. */
  mostSilence?: number
}

/** Connects as this shopper, and again whenever the connection is lost. */
export function openLive(token: string, heard: Heard, { address = '', mostSilence = 25_000 }: Wish = {}): Live {
  let watched: string | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  let heardAt = Date.now()
  let spread = 0
  const socket: Socket<ServerHints, ShopperSignals> = io(`${address}/shopper`, {
    path: '/live',
    transports: ['websocket'],
    auth: { token },
    forceNew: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 5000,
  })
  socket.on('connect', () => {
    heardAt = Date.now()
    heard.connected(true)
    // Once it is watched the server says so, and what changed before that is looked at then.
    if (watched) socket.emit('watch', watched)
    else heard.changed()
  })
  socket.on('disconnect', () => heard.connected(false))
  socket.on('connect_error', () => {
    heard.connected(false)
    // Refused by the server rather than lost on the way, it would not try again by itself.
    if (!socket.active) retry = setTimeout(() => socket.connect(), 5000)
  })
  socket.onAny(() => {
    heardAt = Date.now()
  })
  socket.on('sync', (_, wished = 0) => {
    spread = wished
    // Where thousands are connected, a restart must not bring them back in the same second.
    socket.io.reconnectionDelay(Math.max(500, spread / 2))
    socket.io.reconnectionDelayMax(Math.max(5000, spread))
    socket.io.randomizationFactor(spread > 1000 ? 1 : 0.5)
  })
  socket.on('changed', () => heard.changed())
  socket.on('typing', ({ ticketId, name, side, isTyping }) => {
    if (side === 'agent') heard.typing(ticketId, name, isTyping)
  })
  const listening = setInterval(() => {
    if (!socket.connected || Date.now() - heardAt < mostSilence) return
    socket.disconnect().connect()
  }, mostSilence / 5)
  return {
    isConnected: () => socket.connected,
    watch(chatId) {
      if (watched === chatId) return
      watched = chatId
      if (socket.connected) socket.emit('watch', chatId)
    },
    typing(chatId, isTyping) {
      // Kept for later it would be a lie.
      if (socket.connected) socket.volatile.emit('typing', chatId, isTyping)
    },
    spread: () => spread,
    close() {
      clearTimeout(retry)
      clearInterval(listening)
      socket.close()
    },
  }
}
