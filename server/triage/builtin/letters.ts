import type { Token } from './tokens.ts'

/** The 26 letters, a digit, and the edge of a word. */
export const letterKinds = 28
const digit = 26
const edge = 27

/** Below this many letters a name is not told from nonsense. */
const fewest = 6

/** From this many letters on the mean is to be trusted; fewer must be the more unlikely. */
const enough = 16

/** Of one run of letters and digits no more neighbours count: a reference number does not spoil the sentence before it. */
const mostOfOne = 24

/** How unlikely neighbours are in the mean of nonsense. Of 30 000 messages, posts and questions one is above it, of random letters nearly all. */
const senseless = 3.4
const senselessFew = 3.7

/** How much a stored step is worth, in natural logarithms. */
export const letterStep = 0.05

/**
 * Tells of every two neighbours among a text's letters and digits, words' edges among them. Nothing is told of words with
 * letters beyond a to z, nor of links and addresses. `at` is the place in their run. Answers how many letters were read.
 */
export function eachPair(tokens: Token[], tell: (before: number, after: number, at: number) => void): number {
  let before = edge
  let end = -1
  let at = 0
  let letters = 0
  for (const { kind, form, start, end: next } of tokens) {
    if ((kind !== 'word' && kind !== 'number') || /[^a-z0-9.,:'-]/.test(form)) continue
    if (start !== end) {
      if (before !== edge) tell(before, edge, at)
      before = edge
      at = 0
    }
    end = next
    const size = kind === 'number' ? 1 : form.length
    for (let i = 0; i < size; i++) {
      const unit = form.charCodeAt(i)
      const symbol = kind === 'number' ? digit : unit >= 97 && unit <= 122 ? unit - 97 : edge
      tell(before, symbol, at++)
      before = symbol
      if (symbol < digit) letters++
    }
  }
  return letters
}

/** Whether a text is letters without sense (a cat on the keyboard, a dump of bytes): in no language do letters follow each other so. */
export function isNonsense(tokens: Token[], unlikely: Uint8Array): boolean {
  let pairs = 0
  let sum = 0
  const letters = eachPair(tokens, (before, after, at) => {
    if (at >= mostOfOne) return
    pairs++
    sum += unlikely[before * letterKinds + after]
  })
  return letters >= fewest && sum * letterStep > (letters < enough ? senselessFew : senseless) * pairs
}
