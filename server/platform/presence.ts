/**
 * Who is looking at which ticket. Each desk says so every few seconds; whoever falls silent is gone, since a line that was
 * cut tells nobody. Kept in this process's memory: it is worth nothing a moment later.
 */
import type { Presence } from '../../shared/live.ts'

/** A desk that has not spoken for so long has gone, milliseconds. */
export const silentAfter = 12_000

interface Looking {
  ticketId: string
  agentId: string
  name: string
  at: number
}

export interface PresenceBook {
  /** A desk looks at a ticket, or at none (null); answers the tickets on which that changes who is there. */
  look(deskId: string, who: { agentId: string; name: string }, ticketId: string | null, now: number): string[]
  /** A desk is gone. */
  leave(deskId: string): string[]
  /** Forgets the silent ones. */
  expire(now: number): string[]
  /** Who is at a ticket: each agent once, whoever came first standing first. */
  at(ticketId: string): Presence
  /** Every ticket at which somebody is. */
  all(): Presence[]
}

/** Opens an empty book. */
export function openPresence(): PresenceBook {
  const desks = new Map<string, Looking>()
  const at = (ticketId: string): Presence => {
    const people = new Map([...desks.values()].flatMap((one) => (one.ticketId === ticketId ? [[one.agentId, one.name] as const] : [])))
    return { ticketId, people: [...people].map(([agentId, name]) => ({ agentId, name })) }
  }
  const leave = (deskId: string): string[] => {
    const was = desks.get(deskId)
    desks.delete(deskId)
    return was ? [was.ticketId] : []
  }
  return {
    at,
    leave,
    look(deskId, { agentId, name }, ticketId, now) {
      const was = desks.get(deskId)
      if (was && was.ticketId === ticketId) {
        was.at = now
        return []
      }
      const left = leave(deskId)
      if (ticketId === null) return left
      desks.set(deskId, { ticketId, agentId, name, at: now })
      return [...left, ticketId]
    },
    expire(now) {
      return [...desks].flatMap(([deskId, one]) => (now - one.at > silentAfter ? leave(deskId) : []))
    },
    all() {
      return [...new Set([...desks.values()].map(({ ticketId }) => ticketId))].map(at)
    },
  }
}
