import { expect, test } from 'vitest'
import { calledBy } from './calledBy.ts'

test('whoever gave no name is called by what they wrote from', () => {
  expect(calledBy({ name: 'Ana', email: 'ana@customer.example', phone: '+3612' })).toBe('Ana')
  expect(calledBy({ name: '', email: 'ana@customer.example', phone: '+3612' })).toBe('ana@customer.example')
  expect(calledBy({ name: '', email: null, phone: '+3612' })).toBe('+3612')
  expect(calledBy({ name: '' })).toBe('')
})
