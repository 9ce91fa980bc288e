/** Attempts that cost something: a few at once, then one at a time. Kept in memory, so each process counts its own. */

export interface Allowance {
  /** How many may follow each other at once. */
  burst: number
  /** Seconds until one more is allowed. */
  everySeconds: number
}

interface Bucket {
  left: number
  at: number
}

export interface Attempts {
  /** Takes one attempt from each key, or from none when one of them is used up; then it returns the seconds to wait. */
  take(keys: string[]): number
  /** Gives an attempt back: it was a good one. */
  giveBack(keys: string[]): void
}

const mostBuckets = 100_000

/** Starts counting; `now` in milliseconds. */
export function openAttempts({ burst, everySeconds }: Allowance, now: () => number = Date.now): Attempts {
  const buckets = new Map<string, Bucket>()
  const every = everySeconds * 1000

  const refilled = (key: string): Bucket => {
    const bucket = buckets.get(key)
    if (!bucket) return { left: burst, at: now() }
    return { left: Math.min(burst, bucket.left + (now() - bucket.at) / every), at: now() }
  }
  const keep = (key: string, bucket: Bucket) => {
    buckets.delete(key)
    if (bucket.left >= burst) return
    buckets.set(key, bucket)
    // The map is in order of use: whoever waited longest goes first, when somebody floods us with names.
    for (const oldest of buckets.keys()) {
      if (buckets.size <= mostBuckets) break
      buckets.delete(oldest)
    }
  }

  return {
    take(keys) {
      const found = keys.map((key) => ({ key, bucket: refilled(key) }))
      const fewest = Math.min(...found.map(({ bucket }) => bucket.left))
      if (fewest < 1) return Math.ceil(((1 - fewest) * every) / 1000)
      for (const { key, bucket } of found) keep(key, { ...bucket, left: bucket.left - 1 })
      return 0
    },
    giveBack(keys) {
      for (const key of keys) {
        const bucket = refilled(key)
        keep(key, { ...bucket, left: Math.min(burst, bucket.left + 1) })
      }
    },
  }
}
