/** The live channel's server side: rooms by topic, hints after commit, typing passed through. */
import type { Server as HttpServer } from 'node:http'
import { type Namespace, Server } from 'socket.io'
import type { AgentSignals, ServerHints, ShopperSignals, Topic, Typing } from '../../shared/live.ts'

export interface AgentIdentity {
  agentId: string
  name: string
}
export interface ShopperIdentity {
  customerId: string
  name: string
}

/** Says who a connection is, or undefined: then it is refused. */
export interface LiveGates {
  agent(cookie: string | undefined, token: string | undefined): Promise<AgentIdentity | undefined>
  shopper(token: string | undefined): Promise<ShopperIdentity | undefined>
  /** The chats a shopper may hear of: is this one theirs? */
  ownsChat(customerId: string, ticketId: string): Promise<boolean>
  /** Does the agent still have access? Asked on each heartbeat. */
}

export interface Live {
  /** Tells everyone who watches one of the topics. */
  tell(topics: Topic[]): void
  /** Passes on that somebody types. */
  typing(typing: Typing, to: { customerId?: string }): void
  /** Tells one shopper that their chat changed. */
  tellShopper(customerId: string, ticketId: string): void
  /** Ends the connections of an agent who lost access. */
  disconnectAgent(agentId: string): void
  connections(): { agents: number; shoppers: number }
  close(): Promise<void>
}

const topicPattern = /^(tickets|views|rules|tags|team|ticket:[0-9a-f-]{36})$/
const mostTopics = 50

/** Attaches the live channel to an HTTP server. */
export function openLive(server: HttpServer, gates: LiveGates, ownerOf: (ticketId: string) => Promise<string | undefined>): Live {
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
    if (origin && host && new URL(origin).host !== host) return next(new Error('wrong origin'))
    const who = await gates.agent(socket.handshake.headers.cookie, socket.handshake.auth.token).catch(() => undefined)
    if (!who) return next(new Error('sign in first'))
    socket.data = who
    next()
  })
  agents.on('connection', (socket) => {
    socket.join(`agent:${socket.data.agentId}`)
    socket.on('watch', (topic) => {
      if (typeof topic === 'string' && topicPattern.test(topic) && socket.rooms.size < mostTopics) socket.join(topic)
    })
    socket.on('unwatch', (topic) => {
      if (typeof topic === 'string') socket.leave(topic)
    })
    socket.on('typing', async (ticketId, isTyping) => {
      if (typeof ticketId !== 'string' || !topicPattern.test(`ticket:${ticketId}`)) return
      const typing: Typing = { ticketId, name: socket.data.name, side: 'agent', agentId: socket.data.agentId, isTyping: isTyping === true }
      socket.to(`ticket:${ticketId}`).emit('typing', typing)
      const customerId = await ownerOf(ticketId)
      if (customerId)
        shoppers.to(`customer:${customerId}`).emit('typing', { ticketId, name: typing.name, side: 'agent', isTyping: typing.isTyping })
    })
  })

  shoppers.use(async (socket, next) => {
    const who = await gates.shopper(socket.handshake.auth.token).catch(() => undefined)
    if (!who) return next(new Error('sign in first'))
    socket.data = who
    next()
  })
  shoppers.on('connection', (socket) => {
    socket.join(`customer:${socket.data.customerId}`)
    socket.on('typing', async (chatId, isTyping) => {
      if (typeof chatId !== 'string' || !(await gates.ownsChat(socket.data.customerId, chatId))) return
      agents
        .to(`ticket:${chatId}`)
        .emit('typing', { ticketId: chatId, name: socket.data.name, side: 'customer', isTyping: isTyping === true })
    })
  })

  const heartbeat = setInterval(() => {
    const at = new Date().toISOString()
    agents.emit('sync', at)
    shoppers.emit('sync', at)
  }, 10_000)
  heartbeat.unref()

  return {
    tell(topics) {
      const rooms = topics.filter((topic) => agents.adapter.rooms.has(topic))
      for (const room of rooms) agents.to(room).emit('changed', [room])
    },
    typing(typing, to) {
      agents.to(`ticket:${typing.ticketId}`).emit('typing', typing)
      if (to.customerId) shoppers.to(`customer:${to.customerId}`).emit('typing', typing)
    },
    tellShopper(customerId, ticketId) {
      shoppers.to(`customer:${customerId}`).emit('changed', [`ticket:${ticketId}`])
    },
    disconnectAgent(agentId) {
      agents.in(`agent:${agentId}`).disconnectSockets(true)
    },
    connections: () => ({ agents: agents.sockets.size, shoppers: shoppers.sockets.size }),
    async close() {
      clearInterval(heartbeat)
      await io.close()
    },
  }
}
