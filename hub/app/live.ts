/** The live channel, from the shopper's side: hints only, so every one of them ends in a fresh look. */
import { io, type Socket } from 'socket.io-client'
import type { ServerHints, ShopperSignals } from '../../shared/live.ts'

export interface Live {
  isConnected(): boolean
  /** Hears of this chat from now on, also after a reconnection. */
  watch(chatId: string): void
  typing(chatId: string, isTyping: boolean): void
  close(): void
}

export interface Heard {
  /** Something changed, or may have while we were away. */
  changed(): void
  typing(chatId: string, name: string, isTyping: boolean): void
  connected(isConnected: boolean): void
}

/** Connects as this shopper, and again whenever the connection is lost. */
export function openLive(token: string, heard: Heard): Live {
  let watched: string | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  const socket: Socket<ServerHints, ShopperSignals> = io('/shopper', {
    path: '/live',
    transports: ['websocket'],
    auth: { token },
    reconnectionDelay: 500,
    reconnectionDelayMax: 5000,
  })
  socket.on('connect', () => {
    if (watched) socket.emit('watch', watched)
    heard.connected(true)
    heard.changed()
  })
  socket.on('disconnect', () => heard.connected(false))
  socket.on('connect_error', () => {
    heard.connected(false)
    // Refused by the server rather than lost on the way, it would not try again by itself.
    if (!socket.active) retry = setTimeout(() => socket.connect(), 5000)
  })
  socket.on('changed', () => heard.changed())
  socket.on('typing', ({ ticketId, name, side, isTyping }) => {
    if (side === 'agent') heard.typing(ticketId, name, isTyping)
  })
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
    close() {
      clearTimeout(retry)
      socket.close()
    },
  }
}
