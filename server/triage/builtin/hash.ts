const prime = 0x01000193

/** Where every hash begins; another start gives another, independent family of hashes. */
export const hashStart = 0x811c9dc5

/** One step of FNV-1a over a UTF-16 unit or any small number. */
export function hashStep(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, prime)
}

/** FNV-1a of a whole string, continuing from `start`. */
export function hashText(text: string, start: number = hashStart): number {
  let hash = start
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), prime)
  return hash
}

/** Spreads a hash over all 32 bits: FNV's low bits alone are too regular to serve as bucket numbers. */
export function spread(hash: number): number {
  let h = hash ^ (hash >>> 16)
  h = Math.imul(h, 0x7feb352d)
  h ^= h >>> 15
  h = Math.imul(h, 0x846ca68b)
  return (h ^ (h >>> 16)) >>> 0
}
