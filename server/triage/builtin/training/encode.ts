import { denseCount } from '../dense.ts'
import type { Lexicon } from '../lexicon.ts'
import { type LanguageWeights, prepare } from '../prepare.ts'
import { describeSubjects } from '../tagwords.ts'
import type { WordTable } from '../wordtable.ts'
import type { Example } from './example.ts'
import type { Row } from './learn.ts'
import { tagKeys } from './tags.ts'

const unknown = new Float32Array(0)

/** Reads an example exactly as a message is read later, and keeps its features: for mood and spam, and for tags. */
export function encode(
  example: Example,
  language: LanguageWeights,
  lexicon: Lexicon,
  tagWords: WordTable,
  concepts: WordTable,
): { row: Row; runs: Int32Array; tagDense: Float32Array } {
  const prepared = prepare(example.text, language, lexicon, concepts)
  const { hashed, runs, dense } = prepared
  const tagDense = new Float32Array(denseCount)
  describeSubjects(tagWords, prepared, tagKeys.length, tagDense)
  const row: Row = {
    bucket: hashed.bucket.slice(0, hashed.ends[3]),
    ends: Int32Array.from(hashed.ends),
    dense: dense.slice(),
    target: unknown,
    weight: unknown,
  }
  return { row, runs: runs.bucket.slice(0, runs.ends[0]), tagDense }
}
