/**
 * The live channel: hints that something changed, never what it is now. Whoever misses one refetches on reconnect,
 * so a lost hint heals by itself. Agents connect to the namespace `/agent` with their session cookie, shoppers to
 * `/shopper` with their hub session.
 */

/**
 * What can be watched. `tickets` tells of any ticket; `ticket:<id>` of one; the others of settings. `agent:<id>` reaches that
 * agent alone, unasked: their drafts and replies that wait.
 */
export type Topic =
  | 'tickets'
  | `ticket:${string}`
  | 'views'
  | 'rules'
  | 'tags'
  | 'team'
  | 'macros'
  | 'blocked'
  | 'connections'
  | `agent:${string}`

export interface Typing {
  ticketId: string
  /** Who writes, as the other side may see it. */
  name: string
  side: 'customer' | 'agent'
  agentId?: string
  isTyping: boolean
}

/** Which agents look at a ticket right now. */
export interface Presence {
  ticketId: string
  people: { agentId: string; name: string }[]
}

/** From the server. */
export interface ServerHints {
  /** The named things changed: refetch what you show of them. */
  changed: (topics: Topic[]) => void
  typing: (typing: Typing) => void
  /** To agents: who is at these tickets now. `isAll`: nobody is at any other. */
  presence: (at: Presence[], isAll: boolean) => void
  /**
   * Every 10 seconds: nothing is missing up to this time (ISO 8601). `spreadMs`, to shoppers: whoever loses the connection comes back
   * within so many milliseconds, at a moment of their own.
   */
  sync: (at: string, spreadMs?: number) => void
}

/** From an agent's desk. */
export interface AgentSignals {
  watch: (topic: Topic) => void
  unwatch: (topic: Topic) => void
  typing: (ticketId: string, isTyping: boolean) => void
  /** Looks at this ticket, or at none; to be said again every few seconds. */
  look: (ticketId: string | null) => void
}

/** From the shopper's hub; only the shopper's own chats can be watched, and the server answers with `changed` once one is. */
export interface ShopperSignals {
  watch: (chatId: string) => void
  typing: (chatId: string, isTyping: boolean) => void
}
