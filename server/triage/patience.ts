/**
 * A model that is down must not cost every ticket ten seconds: after some failures in a row it is left alone for a while,
 * then one ticket tries it again.
 */
import type { RemoteModel } from './model.ts'

const failuresInARow = 3
const rest = 30_000

export function openPatience(clock: () => number = Date.now): Patience {
  const states = new Map<string, { failures: number; until: number; why: string }>()
  const nameOf = ({ provider, baseUrl, model }: RemoteModel) => `${provider} ${baseUrl} ${model}`
  return {
    whyNot(remote) {
      const state = states.get(nameOf(remote))
      if (!state || state.failures < failuresInARow) return undefined
      if (clock() < state.until) return `${state.why}; it is left alone until ${new Date(state.until).toISOString()}`
      // This caller is the one that tries; the others keep their distance meanwhile.
      state.until = clock() + rest
      return undefined
    },
    answered(remote) {
      states.delete(nameOf(remote))
    },
    failed(remote, why) {
      const failures = (states.get(nameOf(remote))?.failures ?? 0) + 1
      states.set(nameOf(remote), { failures, until: clock() + rest, why })
    },
  }
}

export interface Patience {
  /** Why the model is not asked now, or undefined when it may be. */
  whyNot(remote: RemoteModel): string | undefined
  answered(remote: RemoteModel): void
  failed(remote: RemoteModel, why: string): void
}
