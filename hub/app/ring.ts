/** The sound of an answer that is not on the screen: one, however many tabs are open. */
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
      sound()
      await new Promise((done) => setTimeout(done, heldMilliseconds))
    })
  } catch {
    // Where a browser refuses that, tabs do not know of each other: the one that is looked at sounds.
    if (document.visibilityState === 'visible') sound()
  }
}

/** Two soft tones, made here: there is no file to fetch. */
function sound(): void {
  const context = new AudioContext()
  const volume = context.createGain()
  volume.connect(context.destination)
  const now = context.currentTime
  volume.gain.setValueAtTime(0.12, now)
  volume.gain.exponentialRampToValueAtTime(0.001, now + 0.5)
  for (const [at, pitch] of [
    [0, 660],
    [0.12, 880],
  ] as const) {
    const tone = context.createOscillator()
    tone.frequency.value = pitch
    tone.connect(volume)
    tone.start(now + at)
    tone.stop(now + 0.5)
    tone.onended = () => context.close()
  }
}
