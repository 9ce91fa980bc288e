import { expect, test } from 'vitest'
import { findQuotes, piecesOf } from './evidence.ts'

const marked = (text: string, ...quotes: string[]) =>
  piecesOf(text, findQuotes(text, quotes))
    .map(({ text, quote }) => (quote === undefined ? text : `[${quote}:${text}]`))
    .join('')

test('the quoted words are found across line breaks and runs of spaces', () => {
  expect(marked('but it contains\n  peanuts and\u00a0we are at the hospital.', 'it contains peanuts and we are at the hospital')).toBe(
    'but [0:it contains\n  peanuts and\u00a0we are at the hospital].',
  )
})

test('signs that mean something in a pattern are only signs', () => {
  expect(marked('Paid $40 (twice!) [sic] for a-b/c?', '$40 (twice!) [sic]', 'a-b/c?')).toBe('Paid [0:$40 (twice!) [sic]] for [1:a-b/c?]')
})

test('quotes that overlap share their words without doubling them', () => {
  expect(marked('this is the worst shop ever', 'the worst shop', 'worst shop ever')).toBe('this is [0:the worst shop][1: ever]')
  expect(marked('this is the worst shop ever', 'worst', 'the worst shop')).toBe('this is [1:the worst shop] ever')
})

test('a quote that is not there, or is empty, marks nothing', () => {
  expect(marked('All fine.', 'not here', '', '  ')).toBe('All fine.')
})

test('pieces of a part of the text keep to that part', () => {
  const text = 'one two three four'
  expect(piecesOf(text, findQuotes(text, ['two three']), 0, 7)).toEqual([
    { text: 'one ', start: 0 },
    { text: 'two', start: 4, quote: 0 },
  ])
})
