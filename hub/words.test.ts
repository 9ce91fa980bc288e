import { expect, test } from 'vitest'
import { languageOf, wordsIn } from './words.ts'

test('a page’s language is met as nearly as we can', () => {
  expect(['nl-BE', 'es', 'sv-FI', 'en-US', 'fr', '', 'constructor'].map(languageOf)).toEqual(['nl', 'es', 'sv', 'en', 'en', 'en', 'en'])
})

test('every language says everything, in words of its own', () => {
  const english = Object.entries(wordsIn('en'))
  for (const language of ['nl', 'es', 'sv']) {
    const same = english.filter(([key, words]) => String(wordsIn(language)[key as keyof ReturnType<typeof wordsIn>]) === String(words))
    expect(same.map(([key]) => key)).toEqual(language === 'sv' ? [] : ['title'])
  }
})
