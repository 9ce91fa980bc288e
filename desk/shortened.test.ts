import { expect, test } from 'vitest'
import { shortened } from './shortened.ts'

test('a text is cut at whole characters, with a sign that it goes on', () => {
  expect(shortened('Thank\n you ', 20)).toBe('Thank you')
  expect(shortened('Thank you very much', 10)).toBe('Thank you…')
  expect(shortened('🎉🎉🎉', 2)).toBe('🎉🎉…')
  expect(shortened('🎉🎉', 2)).toBe('🎉🎉')
  expect(shortened('', 5)).toBe('')
})
