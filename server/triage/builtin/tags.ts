import { judge } from './heads.ts'
import { sigmoid } from './mood.ts'
import type { Prepared } from './prepare.ts'
import { fold, type Token, tokenise } from './tokens.ts'
import type { Model } from './weights.ts'

export interface TagChoice {
  key: string
  name: string
  description?: string
  keywords?: string[]
}

const most = 3

function keyOf(name: string): string {
  return fold(name.toLowerCase()).replace(/[^\p{L}\p{N}]+/gu, '-')
}

function saidAt(tokens: Token[], words: string[], at: number): boolean {
  return words.every((word, i) => {
    const form = tokens[at + i]?.form
    if (form === undefined) return false
    // The last word may go on a little: "gift card" is also said in "gift cards".
    return i < words.length - 1 || word.length < 4 ? form === word : form.startsWith(word) && form.length <= word.length + 3
  })
}

/** The words of the shop's phrases, which are asked of every message: splitting them anew took longer than the model itself. */
const wordsOfPhrases = new Map<string, string[]>()
const mostPhrases = 5000

function wordsOf(phrase: string): string[] {
  const known = wordsOfPhrases.get(phrase)
  if (known) return known
  const words = tokenise(phrase.toLowerCase()).map((token) => token.form)
  if (wordsOfPhrases.size >= mostPhrases) wordsOfPhrases.clear()
  wordsOfPhrases.set(phrase, words)
  return words
}

function isSaid(tokens: Token[], phrase: string): boolean {
  const words = wordsOf(phrase)
  return words.length > 0 && tokens.some((_, at) => saidAt(tokens, words, at))
}

/**
 * The keys out of `choices` that fit a message, likeliest first, at most three. Known subjects are judged by the model;
 * any tag also by its keywords, and a tag of the shop's own by its name. `subjects` is what `describeSubjects` gave.
 */
export function chooseTags(model: Model, prepared: Prepared, subjects: Float32Array, choices: TagChoice[] | undefined): string[] {
  const { tags, tagKeys, calibration } = model
  const sums = new Float32Array(tags.count)
  judge(tags, prepared.hashed, subjects, sums)
  const lead = (i: number) => sigmoid(sums[i]) - calibration.tagThresholds[i]
  if (!choices) {
    return tagKeys
      .map((key, i) => ({ key, lead: lead(i) }))
      .filter((found) => found.lead >= 0)
      .sort((one, other) => other.lead - one.lead)
      .slice(0, most)
      .map(({ key }) => key)
  }
  const found: { key: string; lead: number }[] = []
  for (const choice of choices) {
    const known = [choice.key, choice.name].map((name) => tagKeys.indexOf(keyOf(name))).find((i) => i >= 0)
    const phrases = known === undefined ? [choice.name, ...(choice.keywords ?? [])] : (choice.keywords ?? [])
    if (phrases.some((phrase) => isSaid(prepared.tokens, phrase))) found.push({ key: choice.key, lead: 1 })
    else if (known !== undefined && lead(known) >= 0) found.push({ key: choice.key, lead: lead(known) })
  }
  return found
    .sort((one, other) => other.lead - one.lead)
    .slice(0, most)
    .map(({ key }) => key)
}
