import { denseCount, moodless } from './dense.ts'
import type { Prepared } from './prepare.ts'
import { findWords, readWordTable, type WordTable } from './wordtable.ts'

/** The words that name the subjects of shops' mail; tags are numbered as in `tagKeys`, and spam comes after them. */
export function readTagWords(lines: string[], tagKeys: string[]): WordTable {
  return readWordTable(lines, [...tagKeys, 'spam'])
}

/** How many words of a message name each subject, and a little of its tone: what tags are judged by besides the words themselves. */
export function describeSubjects(words: WordTable, prepared: Prepared, subjects: number, out: Float32Array): void {
  const { tokens, lists, dense } = prepared
  out.fill(0)
  findWords(words, tokens, lists, (subject) => {
    out[subject]++
  })
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
