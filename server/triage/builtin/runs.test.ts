import { expect, it } from 'vitest'
import { hashRuns } from './runs.ts'
import { tokenise } from './tokens.ts'

const runsOf = (text: string) => {
  const { bucket, ends } = hashRuns(tokenise(text))
  return new Set(bucket.subarray(0, ends[0]))
}

it('reads a text twice as the same runs, and counts none of them twice', () => {
  const once = runsOf('the lamp broke')
  expect(runsOf('the lamp broke')).toEqual(once)
  expect(runsOf('the lamp broke the lamp broke').size).toBeLessThan(2 * once.size)
})

it('sees what one word ends and the next begins with', () => {
  const apart = new Set([...runsOf('not'), ...runsOf('bad')])
  const across = [...runsOf('not bad')].filter((bucket) => !apart.has(bucket))
  expect(across.length).toBeGreaterThan(8)
})

it('reads nothing in nothing, and does not run over in a text without end', () => {
  expect(runsOf('').size).toBe(0)
  const long = Array.from({ length: 20_000 }, (_, i) => `word${String.fromCharCode(97 + (i % 26))}${i.toString(26)}`).join(' ')
  expect(runsOf(long).size).toBeLessThanOrEqual(1 << 15)
})
