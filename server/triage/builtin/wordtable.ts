import { hashStart, hashStep, hashText, spread } from './hash.ts'
import { lexiconLanguages } from './lexicon.ts'
import { type Token, tokenise } from './tokens.ts'
import type { ListWeight } from './valence.ts'

/** Words, stems and phrases of several languages under numbered names: sorted hashes, and the name of each. A word may have several names. */
export interface WordTable {
  keys: Uint32Array
  names: Uint8Array
}

const longestPhrase = 5
const stemStart = hashText('stem')
const maps = new WeakMap<WordTable, Map<number, number[]>>()

function keyOf(hash: number, language: number): number {
  return spread(hashStep(hash, language + 1))
}

/** Reads lines `name<TAB>language<TAB>word|stem*|two words|…` into a table; names are numbered as in `names`. */
export function readWordTable(lines: string[], names: string[]): WordTable {
  const found = new Map<string, [key: number, name: number]>()
  for (const line of lines) {
    const [name, language, words] = line.split('\t')
    const number = names.indexOf(name)
    if (number < 0 || !words) continue
    for (const entry of words.split('|')) {
      const stem = entry.endsWith('*')
      const forms = tokenise(entry.replace(/\*$/, '')).map(({ form }) => form)
      if (forms.length === 0) continue
      let hash = stem && forms.length === 1 ? stemStart : hashStart
      forms.forEach((form, i) => {
        hash = hashText(form, i > 0 ? hashStep(hash, 32) : hash)
      })
      const key = keyOf(hash, lexiconLanguages.indexOf(language))
      found.set(`${key} ${number}`, [key, number])
    }
  }
  const pairs = [...found.values()].sort((one, other) => one[0] - other[0] || one[1] - other[1])
  return { keys: Uint32Array.from(pairs, ([key]) => key), names: Uint8Array.from(pairs, ([, name]) => name) }
}

function mapOf(table: WordTable): Map<number, number[]> {
  const known = maps.get(table)
  if (known) return known
  const map = new Map<number, number[]>()
  table.keys.forEach((key, i) => {
    const others = map.get(key)
    if (others) others.push(table.names[i])
    else map.set(key, [table.names[i]])
  })
  maps.set(table, map)
  return map
}

/** Tells of every word, stem and phrase of a text that stands in the table: the number of its name, and at which token it begins. */
export function findWords(table: WordTable, tokens: Token[], lists: ListWeight[], note: (name: number, at: number) => void): void {
  const map = mapOf(table)
  const tell = (key: number, at: number) => {
    const names = map.get(key)
    if (names) for (const name of names) note(name, at)
  }
  for (const { list, weight } of lists.length > 0 ? lists : [{ list: 0, weight: 1 }]) {
    if (weight < 0.3) continue
    for (let i = 0; i < tokens.length; i++) {
      let hash = hashStart
      for (let length = 1; length <= longestPhrase && i + length <= tokens.length; length++) {
        hash = hashText(tokens[i + length - 1].form, length > 1 ? hashStep(hash, 32) : hash)
        tell(keyOf(hash, list), i)
      }
      if (tokens[i].kind !== 'word') continue
      const form = tokens[i].form
      let stem = stemStart
      for (let at = 0; at < form.length; at++) {
        stem = hashStep(stem, form.charCodeAt(at))
        if (at >= 2) tell(keyOf(stem, list), i)
      }
    }
  }
}
