/** Callers found a moment ago, so that a request costs a look into memory and not a query. */

export interface Remembered<Caller> {
  /** The caller behind a credential; asks `find` when it is not known or was found longer ago than some seconds. */
  get(credential: string, find: () => Promise<Found<Caller> | undefined>): Promise<Caller | undefined>
  /** Forgets everything about an agent, at once. */
  forget(agentId: string): void
}

export interface Found<Caller> {
  caller: Caller
  /** The credential ends then. */
  expiresAt?: Date
}

const seconds = 5
const most = 10_000

/** Opens an empty memory; `now` in milliseconds. */
export function openRemembered<Caller extends { agentId: string }>(now: () => number = Date.now): Remembered<Caller> {
  const known = new Map<string, { caller: Caller; until: number }>()
  const asking = new Map<string, Promise<Caller | undefined>>()
  let forgotten = 0

  const ask = async (credential: string, find: () => Promise<Found<Caller> | undefined>) => {
    const before = forgotten
    const found = await find()
    if (!found) return undefined
    // Somebody lost access while we asked: the answer may be older than that, so it is not kept.
    if (before === forgotten) {
      if (known.size >= most) for (const [key, { until }] of known) if (until <= now() || known.size >= most) known.delete(key)
      known.set(credential, {
        caller: found.caller,
        until: Math.min(now() + seconds * 1000, found.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY),
      })
    }
    return found.caller
  }

  return {
    async get(credential, find) {
      const hit = known.get(credential)
      if (hit && hit.until > now()) return hit.caller
      const already = asking.get(credential)
      if (already) return already
      const answer = ask(credential, find).finally(() => {
        if (asking.get(credential) === answer) asking.delete(credential)
      })
      asking.set(credential, answer)
      return answer
    },
    forget(agentId) {
      forgotten++
      asking.clear()
      for (const [key, { caller }] of known) if (caller.agentId === agentId) known.delete(key)
    },
  }
}
