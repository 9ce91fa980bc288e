import { expect, test } from 'vitest'
import type { Macro } from '../tickets/shapes.ts'
import { findMacros } from './findMacros.ts'

const macro = (name: string, text: string, useCount = 0): Macro => ({
  id: name,
  name,
  html: text,
  text,
  actions: [],
  attachments: [],
  isShared: true,
  isMine: false,
  useCount,
  lastUsedAt: null,
})
const macros = [
  macro('Return label', 'Print it'),
  macro('Ask for a photo', 'of the label'),
  macro('Refund', 'money back', 9),
  macro('Where is my parcel', 'soon', 3),
]
const names = (query: string) => findMacros(macros, query).map(({ name }) => name)

test('names that begin with what is typed come first, then names, then texts', () => {
  expect(names('re')).toEqual(['Refund', 'Return label', 'Where is my parcel'])
  expect(names('label')).toEqual(['Return label', 'Ask for a photo'])
})

test('without a word the most used come first; a dash stands for a space, as a name after # has none', () => {
  expect(names('')[0]).toBe('Refund')
  expect(names('where-is')).toEqual(['Where is my parcel'])
})
