import type { Token } from './tokens.ts'
import type { ListWeight } from './valence.ts'
import { findWords, type WordTable } from './wordtable.ts'

/** A concept (danger, deadline, child, press, …) and the token that names it. */
export interface Said {
  concept: number
  at: number
}

const most = 60

/** What a text speaks of, in the order of the text: the same numbers in every language. At most the first sixty. */
export function conceptsIn(concepts: WordTable, tokens: Token[], lists: ListWeight[]): Said[] {
  const said: Said[] = []
  const known = new Set<number>()
  findWords(concepts, tokens, lists, (concept, at) => {
    const key = at * 256 + concept
    if (known.has(key)) return
    known.add(key)
    said.push({ concept, at })
  })
  return said.sort((one, other) => one.at - other.at || one.concept - other.concept).slice(0, most)
}
