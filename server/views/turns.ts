/** An agent's numbers are read in turns, however often they are asked for. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '../platform/db.ts'
import { type Counts, countViews } from './counts.ts'
import { listViews } from './saved.ts'

/** Between two readings for one agent, in milliseconds; ten times as long as the last one took, where that is more. */
const leastPause = 500
interface Turn {
  /** Not before this time. */
  nextAt: number
  next: Promise<Counts> | undefined
}
const turns = new WeakMap<Db, Map<string, Turn>>()

/**
 * The numbers of all that an agent sees. One hint makes every desk ask at once and a busy hour sends many, so an agent's
 * numbers are read at most twice a second; whoever asks sooner waits for the next reading and shares it. Nobody gets an
 * answer older than the question: after a stale one no further hint might come.
 */
export function countsFor(db: Db, agentId: string): Promise<Counts> {
  const ofAgents = turns.get(db) ?? new Map<string, Turn>()
  turns.set(db, ofAgents)
  const turn: Turn = ofAgents.get(agentId) ?? { nextAt: 0, next: undefined }
  ofAgents.set(agentId, turn)
  const read = async () => {
    turn.next = undefined
    const startedAt = Date.now()
    turn.nextAt = startedAt + leastPause
    const counts = await countViews(db, await listViews(db, agentId), agentId)
    turn.nextAt = Math.max(turn.nextAt, Date.now() + 10 * (Date.now() - startedAt))
    return counts
  }
  const wait = turn.nextAt - Date.now()
  if (wait <= 0) return read()
  turn.next ??= sleep(wait).then(read)
  return turn.next
}
