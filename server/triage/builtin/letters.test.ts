import { describe, expect, it } from 'vitest'
import { analyse } from './analyse.ts'
import { isNonsense } from './letters.ts'
import { tokenise } from './tokens.ts'
import { randomFrom } from './training/learn.ts'
import { languageSamples, ownMessages } from './training/own.ts'
import { builtInModel } from './weights.ts'

const random = randomFrom(3)
const run = (length: number, letters: string) => Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join('')
const some = (count: number, make: () => string) => Array.from({ length: count }, make)
const small = 'abcdefghijklmnopqrstuvwxyz'
const every = `${small}${small.toUpperCase()}0123456789`
const words = (count: number, letters: string) => some(count, () => run(2 + Math.floor(random() * 8), letters)).join(' ')

const kinds: [string, string[]][] = [
  ['one long word', some(40, () => run(40, small))],
  ['a very long word', some(10, () => run(4000, small))],
  ['fifty words', some(40, () => words(50, small))],
  ['five hundred words', some(10, () => words(500, small))],
  ['letters of both sizes and digits', some(40, () => run(60, every))],
  ['a dump of bytes in sixteens', some(40, () => run(400, '0123456789abcdef'))],
  ['a dump of bytes in sixty-fours', some(20, () => some(20, () => run(76, `${every}+/`)).join('\n'))],
  ['capitals', some(40, () => words(20, small.toUpperCase()))],
]

describe('letters without sense', () => {
  it.each(kinds)('are neither advertising nor a mood: %s', (_, texts) => {
    for (const text of texts) {
      expect(analyse({ text })).toMatchObject({ label: 'neutral', isSure: false, isSpam: false, evidence: [], tags: [], language: 'und' })
    }
  })

  it('do not make nonsense of the sentence before them', () => {
    const text = `The kettle broke after one day and nobody answers, very disappointed. Reference ${run(64, '0123456789abcdef')}`
    const { language, score, isSpam } = analyse({ text })
    expect({ language, isSpam }).toEqual({ language: 'en', isSpam: false })
    expect(score).toBeLessThan(4)
  })

  it('are not what anybody wrote, in a language that was learned or in another', () => {
    const { letters } = builtInModel()
    const found = [...ownMessages(), ...languageSamples()].filter(({ text }) => isNonsense(tokenise(text), letters))
    expect(new Set(found.map(({ text }) => text))).toEqual(new Set(['sdfgh dfgh']))
  })

  it.each(['asdfghjkl 😍😍😍', 'jajajajaja me muero jajajaja', 'Nerede kaldı siparişim, iki haftadır bekliyorum'])(
    'are not: %s',
    (text) => {
      expect(analyse({ text }).confidence).toBeGreaterThan(0)
    },
  )
})
