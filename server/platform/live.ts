/** The live channel's server side: rooms by topic, hints after commit, typing passed through. */
import type { Server as HttpServer } from 'node:http'
import { type Namespace, Server } from 'socket.io'
import type { AgentSignals, ServerHints, ShopperSignals, Topic, Typing } from '../../shared/live.ts'
import { gather } from './gather.ts'
import { openPresence } from './presence.ts'

interface AgentIdentity {
  agentId: string
  name: string
}
interface ShopperIdentity {
  customerId: string
  name: string
}

/** Says who a connection is, or undefined: then it is refused. */
export interface LiveGates {
  agent(cookie: string | undefined): Promise<AgentIdentity | undefined>
  shopper(token: string | undefined): Promise<ShopperIdentity | undefined>
  /** These shoppers have the shop open (said again and again while they have), or have just left; no more than `mostSeen` at once. */
  shoppersSeen(customerIds: string[], isHere: boolean): Promise<void>
  /** Is this chat the shopper's own? */
  ownsChat(customerId: string, ticketId: string): Promise<boolean>
}

export interface Live {
  /** Tells everyone who watches one of the topics: agents, and the shopper of a chat. */
  tell(topics: Topic[]): void
  /** Has this agent a desk open? */
  isConnected(agentId: string): boolean
  /** Is this agent looking at this ticket? */
  isLooking(agentId: string, ticketId: string): boolean
  /** Ends the connections of an agent who lost access. */
  disconnectAgent(agentId: string): void
  connections(): { agents: number; shoppers: number }
  close(): Promise<void>
}

const topicPattern = /^(tickets|views|rules|tags|team|macros|blocked|connections|ticket:[0-9a-f-]{36})$/
const mostTopics = 50
/** Whether shoppers are there is written together: after a restart they all come at once. Milliseconds, and shoppers. */
const seenEvery = 250
const mostSeen = 1000
/** So many connections a second are taken in without anybody noticing; those who lose theirs together come back no faster. */
const perSecond = 500

/** Among so many milliseconds the reconnections of so many are to be spread. */
const spreadOf = (connections: number) => Math.round((connections / perSecond) * 1000)

/** The room of a ticket; undefined for anything else that a socket may say in its place. What throws here ends the process. */
function roomOf(ticketId: unknown): string | undefined {
  const room = typeof ticketId === 'string' ? `ticket:${ticketId}` : ''
  return topicPattern.test(room) ? room : undefined
}

/** Attaches the live channel to an HTTP server; every `heartbeatMs` everybody hears that nothing is missing. */
export function openLive(server: HttpServer, gates: LiveGates, heartbeatMs = 10_000): Live {
  const io = new Server(server, {
    path: '/live',
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: 10_000,
    cors: { origin: true },
  })
  const agents: Namespace<AgentSignals, ServerHints, object, AgentIdentity> = io.of('/agent')
  const shoppers: Namespace<ShopperSignals, ServerHints, object, ShopperIdentity> = io.of('/shopper')

  agents.use(async (socket, next) => {
    const { origin, host } = socket.handshake.headers
    // A browser sends our cookie along from any page; only our own pages may use it.
    if (origin && host && !(URL.canParse(origin) && new URL(origin).host === host)) return next(new Error('wrong origin'))
    const who = await gates.agent(socket.handshake.headers.cookie).catch(() => undefined)
    if (!who) return next(new Error('sign in first'))
    socket.data = who
    next()
  })
  const presence = openPresence()
  const tellPresence = (ticketIds: string[]) => {
    if (ticketIds.length > 0) agents.emit('presence', [...new Set(ticketIds)].map(presence.at), false)
  }
  agents.on('connection', (socket) => {
    socket.emit('presence', presence.all(), true)
    socket.on('look', (ticketId) => {
      if (ticketId === null || roomOf(ticketId)) tellPresence(presence.look(socket.id, socket.data, ticketId, Date.now()))
    })
    socket.on('disconnect', () => tellPresence(presence.leave(socket.id)))
    socket.join(`agent:${socket.data.agentId}`)
    socket.on('watch', (topic) => {
      if (typeof topic === 'string' && topicPattern.test(topic) && socket.rooms.size < mostTopics) socket.join(topic)
    })
    socket.on('unwatch', (topic) => {
      if (typeof topic === 'string') socket.leave(topic)
    })
    socket.on('typing', (ticketId, isTyping) => {
      const room = roomOf(ticketId)
      if (!room) return
      const typing: Typing = { ticketId, name: socket.data.name, side: 'agent', isTyping: isTyping === true }
      socket.to(room).emit('typing', { ...typing, agentId: socket.data.agentId })
      shoppers.to(room).emit('typing', typing)
    })
  })

  const owns = async (customerId: string, chatId: unknown) =>
    typeof chatId === 'string' && roomOf(chatId) !== undefined && (await gates.ownsChat(customerId, chatId))

  shoppers.use(async (socket, next) => {
    const who = await gates.shopper(socket.handshake.auth.token).catch(() => undefined)
    if (!who) return next(new Error('sign in first'))
    socket.data = who
    next()
  })
  const presenceOf = gather(seenEvery, async (seen: Map<string, boolean>) => {
    for (const isHere of [false, true]) {
      const ids = [...seen].flatMap(([id, is]) => (is === isHere ? [id] : []))
      // Told anew within a minute, so what is missed heals.
      for (let at = 0; at < ids.length; at += mostSeen)
        await gates.shoppersSeen(ids.slice(at, at + mostSeen), isHere).catch(() => undefined)
    }
  })
  shoppers.on('connection', (socket) => {
    const { customerId } = socket.data
    socket.join(`shopper:${customerId}`)
    presenceOf(customerId, true)
    socket.on('disconnect', () => {
      if (!shoppers.adapter.rooms.has(`shopper:${customerId}`)) presenceOf(customerId, false)
    })
    socket.on('watch', async (chatId) => {
      try {
        if (await owns(socket.data.customerId, chatId)) socket.join(`ticket:${chatId}`)
        // Of what changed while that was asked it has not heard.
        socket.emit('changed', [])
      } catch {
        // Whose it is cannot be asked now: they come back by themselves, and watch it then.
        socket.conn.close()
      }
    })
    socket.on('typing', (chatId, isTyping) => {
      // Only own chats were joined above, so being in the room is the permission.
      const room = roomOf(chatId)
      if (!room || !socket.rooms.has(room)) return
      agents.to(room).emit('typing', { ticketId: chatId, name: socket.data.name, side: 'customer', isTyping: isTyping === true })
    })
  })

  const heartbeat = setInterval(() => {
    const at = new Date().toISOString()
    agents.emit('sync', at)
    shoppers.emit('sync', at, spreadOf(shoppers.sockets.size))
  }, heartbeatMs)
  heartbeat.unref()
  const here = setInterval(() => {
    for (const { data } of shoppers.sockets.values()) presenceOf(data.customerId, true)
  }, 45_000)
  here.unref()
  const silence = setInterval(() => tellPresence(presence.expire(Date.now())), 2000)
  silence.unref()

  return {
    tell(topics) {
      for (const topic of topics) {
        if (agents.adapter.rooms.has(topic)) agents.to(topic).emit('changed', [topic])
        if (shoppers.adapter.rooms.has(topic)) shoppers.to(topic).emit('changed', [topic])
      }
    },
    isConnected: (agentId) => agents.adapter.rooms.has(`agent:${agentId}`),
    isLooking: (agentId, ticketId) => presence.at(ticketId).people.some((one) => one.agentId === agentId),
    disconnectAgent(agentId) {
      agents.in(`agent:${agentId}`).disconnectSockets(true)
    },
    connections: () => ({ agents: agents.sockets.size, shoppers: shoppers.sockets.size }),
    async close() {
      clearInterval(heartbeat)
      clearInterval(silence)
      clearInterval(here)
      // Not io.close(): it waits for the HTTP server, which clients that ask on and on keep open, and only then would
      // requests be turned away. So cut, browsers connect again by themselves; so told, they would stay away.
      io.engine.close()
    },
  }
}
