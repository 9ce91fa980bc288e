/** The sound of the desk and of the hub: two soft tones, made where they are heard, so that there is no file to fetch. */

/** Sounds them, from 0 to 1 so loud. A browser that allows no sound yet stays silent. */
export function twoTones(loudness: number): void {
  const context = new AudioContext()
  const volume = context.createGain()
  volume.connect(context.destination)
  const now = context.currentTime
  volume.gain.setValueAtTime(loudness, now)
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
    // Both end at the same moment, and it is closed once.
    if (at === 0) tone.onended = () => context.close()
  }
}
