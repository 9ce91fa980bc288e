/** The sound of an answer that is not on the screen: one, however many tabs are open. */
import { twoTones } from '../../shared/tones.ts'
import { keep, readKept } from './kept.ts'

const key = 'warmline:rung'
/** Other tabs hear of a message a moment later, and of what is kept here later still. */
const heldMilliseconds = 10_000

/** Sounds for this message, unless another tab has; and only where the shopper has used the hub, or browsers would not let us. */
export async function ring(messageId: string): Promise<void> {
  if (!navigator.userActivation?.hasBeenActive) return
  try {
    await navigator.locks.request(`${key}:${messageId}`, { ifAvailable: true }, async (lock) => {
      if (!lock || readKept('localStorage', key) === messageId) return
      keep('localStorage', key, messageId)
      twoTones(0.12)
      await new Promise((done) => setTimeout(done, heldMilliseconds))
    })
  } catch {
    // Where a browser refuses that, tabs do not know of each other: the one that is looked at sounds.
    if (document.visibilityState === 'visible') twoTones(0.12)
  }
}
