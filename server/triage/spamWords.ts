/**
 * The arithmetic of the shop's own spam filter: which words of a message count, and what they come to. Nothing here knows
 * of a database.
 */

/** How often a word stood in spam and in other messages; the counts fade, so they are no whole numbers. */
export interface WordCount {
  spam: number
  ham: number
}

/** Key of the count of all messages. */
export const allMessages = ''
const mostWords = 300
/** The words that decide at most. */
const mostDeciding = 15
/** A word that was seen once is worth this much less than what it says. */
const doubt = 1
const clip = 2.5
/** From here on, as log odds with the model's own, the filter says otherwise than the model. */
const decides = 3.5
/** So many words must agree, so that no single one decides. */
const fewestWords = 4

/** The distinct words of a message, with the domain of its sender and of each link. */
export function wordsOf({ subject, text, from }: { subject: string; text: string; from: string | null }): string[] {
  const words = new Set<string>()
  const domain = from?.split('@')[1]
  if (domain) words.add(`from:${domain.toLowerCase()}`)
  const all = `${subject}\n${text}`.slice(0, 20_000).toLowerCase().normalize('NFKC')
  for (const [, host] of all.matchAll(/https?:\/\/([a-z0-9.-]{3,80})/g)) words.add(`link:${host}`)
  for (const [word] of all.matchAll(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]{2,29}/gu)) {
    if (words.size >= mostWords) break
    if (!/^[\d-]+$/.test(word)) words.add(word)
  }
  return [...words].sort()
}

/** What the model makes of it, and how likely spam is by the built-in one. */
export interface ModelsWord {
  isSpam: boolean
  probability: number
}

/** Log odds; those of a model that said spam are above zero and the others below, whatever the built-in one thinks. */
function oddsOf({ isSpam, probability }: ModelsWord): number {
  const odds = Math.log((probability + 0.001) / (1 - probability + 0.001))
  return isSpam ? Math.max(odds, 0.5) : Math.min(odds, -0.5)
}

export interface Verdict {
  isSpam: boolean
  /** The words that decided, the strongest first; none where the filter has no opinion of its own. */
  words: string[]
}

/**
 * What the shop's words make of the model's verdict. They turn it only where several agree, and what the shop has marked
 * weighs more than once.
 */
export function verdictOf(counts: ReadonlyMap<string, WordCount>, words: readonly string[], model: ModelsWord): Verdict {
  const all = counts.get(allMessages) ?? { spam: 0, ham: 0 }
  const known = words.flatMap((word) => {
    const count = counts.get(word)
    if (!count) return []
    const seen = count.spam + count.ham
    const [inSpam, inHam] = [count.spam / Math.max(all.spam, 1), count.ham / Math.max(all.ham, 1)]
    if (seen <= 0 || inSpam + inHam <= 0) return []
    const share = (doubt * 0.5 + (seen * inSpam) / (inSpam + inHam)) / (doubt + seen)
    const weight = Math.max(-clip, Math.min(clip, Math.log(share / (1 - share))))
    return Math.abs(weight) > 0.4 ? [{ word, weight }] : []
  })
  const deciding = known.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).slice(0, mostDeciding)
  const sum = deciding.reduce((total, { weight }) => total + weight, oddsOf(model))
  const isSpam = sum > decides ? true : sum < -decides ? false : model.isSpam
  const agreeing = deciding.filter(({ weight }) => weight > 0 === isSpam)
  if (isSpam === model.isSpam || agreeing.length < fewestWords) return { isSpam: model.isSpam, words: [] }
  return { isSpam, words: agreeing.slice(0, 6).map(({ word }) => word) }
}
