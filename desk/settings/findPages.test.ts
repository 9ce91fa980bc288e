import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findPages } from './findPages.ts'
import { allPages } from './pageNames.ts'

const words = (language: string): Record<string, string> =>
  Object.assign(
    {},
    ...['.', './settings', './doors', './audit'].map((part) =>
      JSON.parse(readFileSync(new URL(`../words/${part}/${language}.json`, import.meta.url), 'utf8')),
    ),
  )
const first = (language: string, search: string) => findPages(allPages, search, words(language))[0]

test.each([
  ['en', 'tags', 'tags'],
  ['en', 'canned responses', 'macros'],
  ['en', 'two-factor', 'profile'],
  ['en', 'DKIM', 'email'],
  ['en', 'dark mode', 'profile'],
  ['en', 'holidays', 'hours'],
  ['nl', 'vakantie', 'hours'],
  ['nl', 'wachtwoord', 'profile'],
  ['es', 'contrasena', 'profile'],
  ['es', 'horario', 'hours'],
  ['sv', 'roller', 'team'],
  ['sv', 'etiketter', 'tags'],
])('in %s “%s” leads to %s', (language, search, page) => {
  expect(first(language, search)?.page).toBe(page)
})

test('a label on a page is named; what stands nowhere finds nothing', () => {
  expect(first('en', 'signing keys dns')).toBeUndefined()
  // Not within a word: sentiment is no time.
  expect(findPages(allPages, 'time', words('en')).map(({ page }) => page)).not.toContain('model')
  expect(findPages(allPages, 'time zone', words('en')).map(({ page }) => page)).toContain('shop')
  expect(findPages(['profile'], 'time zone', words('en'))).toEqual([{ page: 'profile', label: expect.stringMatching(/time zone/i) }])
})
