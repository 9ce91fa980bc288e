import { denseCount, moodless } from './dense.ts'
import { hashStart, hashStep, hashText, spread } from './hash.ts'
import { lexiconLanguages } from './lexicon.ts'
import type { Prepared } from './prepare.ts'
import { tokenise } from './tokens.ts'

/** Words and phrases that name the subjects of shops' mail: hashes, and for each the subjects as bits. */
export interface TagWords {
  keys: Uint32Array
  subjects: Uint32Array
}

const longestPhrase = 5
const stemStart = hashText('stem')
const tables = new WeakMap<TagWords, Map<number, number>>()

function keyOf(hash: number, language: number): number {
  return spread(hashStep(hash, language + 1))
}

/** Reads lines `tag<TAB>language<TAB>word|stem*|two words|…` into a table; tags are numbered as in `tagKeys`, and spam comes after them. */
export function readTagWords(lines: string[], tagKeys: string[]): TagWords {
  const found = new Map<number, number>()
  for (const line of lines) {
    const [tag, language, words] = line.split('\t')
    const bit = tag === 'spam' ? tagKeys.length : tagKeys.indexOf(tag)
    if (bit < 0 || !words) continue
    for (const entry of words.split('|')) {
      const stem = entry.endsWith('*')
      const forms = tokenise(entry.replace(/\*$/, '')).map(({ form }) => form)
      let hash = stem && forms.length === 1 ? stemStart : hashStart
      forms.forEach((form, i) => {
        hash = hashText(form, i > 0 ? hashStep(hash, 32) : hash)
      })
      const key = keyOf(hash, lexiconLanguages.indexOf(language))
      found.set(key, (found.get(key) ?? 0) | (1 << bit))
    }
  }
  const keys = [...found.keys()].sort((one, other) => one - other)
  return { keys: Uint32Array.from(keys), subjects: Uint32Array.from(keys, (key) => found.get(key) ?? 0) }
}

function tableOf(words: TagWords): Map<number, number> {
  const known = tables.get(words)
  if (known) return known
  const table = new Map<number, number>()
  words.keys.forEach((key, i) => {
    table.set(key, words.subjects[i])
  })
  tables.set(words, table)
  return table
}

/** How many words of a message name each subject, and a little of its tone: what tags are judged by besides the words themselves. */
export function describeSubjects(words: TagWords, prepared: Prepared, subjects: number, out: Float32Array): void {
  const table = tableOf(words)
  const { tokens, lists, dense } = prepared
  out.fill(0)
  const note = (mask: number | undefined) => {
    if (mask) for (let bit = 0; bit <= subjects; bit++) if (mask & (1 << bit)) out[bit]++
  }
  for (const { list, weight } of lists.length > 0 ? lists : [{ list: 0, weight: 1 }]) {
    if (weight < 0.3) continue
    for (let i = 0; i < tokens.length; i++) {
      let hash = hashStart
      for (let length = 1; length <= longestPhrase && i + length <= tokens.length; length++) {
        hash = hashText(tokens[i + length - 1].form, length > 1 ? hashStep(hash, 32) : hash)
        note(table.get(keyOf(hash, list)))
      }
      if (tokens[i].kind !== 'word') continue
      const form = tokens[i].form
      let stem = stemStart
      for (let at = 0; at < form.length; at++) {
        stem = hashStep(stem, form.charCodeAt(at))
        if (at >= 2) note(table.get(keyOf(stem, list)))
      }
    }
  }
  let any = 0
  for (let bit = 0; bit < subjects; bit++) {
    any += out[bit]
    out[bit] = Math.min(2, out[bit])
  }
  out[denseCount - 1] = any === 0 ? 1 : 0
  for (const [to, from] of [4, 18, 17, 26, 28, 34, 44, 45].entries()) out[denseCount - 2 - to] = dense[from]
}

/** The numbers that spam is judged by: those of mood, and how many words of spam there are. */
export function describeSpam(dense: Float32Array, subjectDense: Float32Array, subjects: number): Float32Array {
  const out = dense.slice()
  out[moodless] = subjectDense[subjects] / 2
  return out
}
