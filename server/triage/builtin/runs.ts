import type { Hashed } from './features.ts'
import { hashStart, hashStep, hashText, spread } from './hash.ts'
import type { Token } from './tokens.ts'

/** The number of buckets that runs of letters are hashed into (a power of two). */
export const runBuckets = 1 << 18

const shortest = 3
const longest = 6
const room = 1 << 15
const hashed: Hashed = { bucket: new Int32Array(room), owner: new Int32Array(room), ends: [0, 0, 0, 0] }
const seen = new Uint32Array(runBuckets)
const units = new Uint16Array(room)
const owners = new Int32Array(room)
const wordStart = hashText('w')
const pairStart = hashText('p')
const space = 32
let stamp = 0
let used = 0

function add(hash: number, owner: number): void {
  const bucket = spread(hash) & (runBuckets - 1)
  if (seen[bucket] === stamp || used === room) return
  seen[bucket] = stamp
  hashed.bucket[used] = bucket
  hashed.owner[used] = owner
  used++
}

/**
 * Hashes a text for the second learner: words, pairs of them, and every run of three to six letters and marks, across
 * words too. The result is overwritten by the next call.
 */
export function hashRuns(tokens: Token[]): Hashed {
  stamp++
  used = 0
  units[0] = space
  owners[0] = 0
  let size = 1
  let before = 0
  for (let i = 0; i < tokens.length; i++) {
    const { form } = tokens[i]
    add(hashText(form, wordStart), i)
    if (i > 0) add(hashText(form, hashStep(before, space)), i)
    before = hashText(form, pairStart)
    for (let at = 0; at < form.length && size < room - 1; at++) {
      units[size] = form.charCodeAt(at)
      owners[size++] = i
    }
    units[size] = space
    if (size < room - 1) owners[size++] = i
  }
  for (let from = 0; from < size; from++) {
    let hash = hashStart
    const end = Math.min(size, from + longest)
    for (let at = from; at < end; at++) {
      hash = hashStep(hash, units[at])
      if (at - from + 1 >= shortest) add(hash, owners[from])
    }
  }
  hashed.ends.fill(used)
  return hashed
}
