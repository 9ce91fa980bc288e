/** The hub's one piece of state, and whoever wants to hear of its changes. */
import type { State } from './state.ts'

export interface Store {
  state(): State
  set(change: Partial<State>): void
  subscribe(listener: () => void): () => void
}

/** Begins with this state. */
export function openStore(first: State): Store {
  let state = first
  const listeners = new Set<() => void>()
  return {
    state: () => state,
    set(change) {
      state = { ...state, ...change }
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
