/** Tries again when the network, or somebody, comes back; and looks every few seconds where no live connection gets through. */
import type { Store } from './store.ts'
import type { Talk } from './talk.ts'

const pollMilliseconds = 5000

/** Calls `tryAgain` at each such occasion. */
export function keepTrying({ state, set }: Store, talk: Talk, tryAgain: () => void): void {
  const isLookedAt = () => document.visibilityState === 'visible' && state().isOpen
  addEventListener('online', tryAgain)
  addEventListener('offline', () => set({ isOnline: false }))
  document.addEventListener('visibilitychange', () => {
    if (isLookedAt()) tryAgain()
  })
  const poll = () => {
    if (isLookedAt() && !talk.isConnected()) tryAgain()
    // Not all of them at the same moment, after a restart say.
    setTimeout(poll, Math.max(pollMilliseconds, talk.spread()) * (0.5 + Math.random()))
  }
  poll()
}
