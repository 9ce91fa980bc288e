import { expect, it } from 'vitest'
import { judge } from '../heads.ts'
import { hashRuns } from '../runs.ts'
import { tokenise } from '../tokens.ts'
import { learnRatios } from './ratios.ts'

const told: [text: string, right: number][] = [
  ['the lamp is broken', 0],
  ['this is broken again', 0],
  ['is the shop open', 1],
  ['is there a lamp in blue', 1],
  ['the lamp is lovely', 2],
  ['lovely shop', 2],
]

const rows = [...told, ...told, ...told].map(([text, right]) => {
  const { bucket, ends } = hashRuns(tokenise(text))
  return { bucket: bucket.slice(0, ends[0]), right }
})

it('learns from a few texts which words are bad, cool and good, and the same twice', () => {
  const heads = learnRatios(rows, 5)
  const sums = new Float32Array(3)
  for (const [text, right] of [...told, ['broken', 0], ['lovely', 2]] as typeof told) {
    judge(heads, hashRuns(tokenise(text)), new Float32Array(heads.dense.length / 3), sums)
    expect(sums.indexOf(Math.max(...sums))).toBe(right)
  }
  expect(learnRatios(rows, 5).hashed).toEqual(heads.hashed)
})
