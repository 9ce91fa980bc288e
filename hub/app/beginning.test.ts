import { expect, test } from 'vitest'
import { nothingYet, withPick } from './beginning.ts'

const pick = (id: string, at = '2026-01-01') => ({ id, question: `${id}?`, answer: id, at })

test('an FAQ picked again stands last, once', () => {
  const picked = ['a', 'b', 'a'].reduce((beginning, id) => withPick(beginning, pick(id)), nothingYet)
  expect(picked.picks.map(({ id }) => id)).toEqual(['b', 'a'])
  expect(picked.step).toBe('answer')
})

test('of very many only the last twenty are kept, which is what a first message may bring', () => {
  const many = Array.from({ length: 30 }, (_, at) => pick(String(at))).reduce(withPick, nothingYet)
  expect(many.picks.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, at) => String(at + 10)))
})
