/** A short tone of two notes. A browser that allows no sound yet stays silent. */
export function chime(): void {
  const context = new AudioContext()
  const gain = context.createGain()
  gain.connect(context.destination)
  gain.gain.setValueAtTime(0.08, context.currentTime)
  gain.gain.exponentialRampToValueAtTime(0.0001, context.currentTime + 0.5)
  for (const [at, pitch] of [
    [0, 660],
    [0.12, 880],
  ] as const) {
    const tone = context.createOscillator()
    tone.frequency.value = pitch
    tone.connect(gain)
    tone.start(context.currentTime + at)
    tone.stop(context.currentTime + 0.5)
  }
  setTimeout(() => context.close(), 700)
}
