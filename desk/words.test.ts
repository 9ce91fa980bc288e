import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const here = import.meta.dirname
const languages = ['en', 'nl', 'es', 'sv']
const read = (language: string): Record<string, string> => JSON.parse(readFileSync(join(here, 'words', `${language}.json`), 'utf8'))
const english = read('en')
const names = (text = '') => [...text.matchAll(/\{\{(\w+)/g)].map(([, name]) => name).sort()

const sources = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.|^dist/.test(path))
  .map((path) => ({ path, text: readFileSync(join(here, path), 'utf8') }))

describe('the words of the screen', () => {
  test.each(languages)('%s has every key, none of them empty, and the same values to fill in', (language) => {
    const words = read(language)
    expect(Object.keys(words)).toEqual(Object.keys(english))
    for (const [key, text] of Object.entries(words)) {
      expect(text.trim(), key).not.toBe('')
      expect(names(text), key).toEqual(names(english[key]))
    }
  })

  test('every key that a page asks for exists', () => {
    const isThere = (key: string) => key in english || `${key}_other` in english
    const missing = sources.flatMap(({ path, text }) =>
      [...text.matchAll(/\b(?:t|words:)\(?\s?'([a-z]\w*\.[\w.]+)'/g)].flatMap(([, key]) => (key && !isThere(key) ? `${path}: ${key}` : [])),
    )
    expect(missing).toEqual([])
  })

  test('no key is left that nothing asks for', () => {
    const all = sources.map(({ text }) => text).join('\n')
    const isAsked = (key: string) => all.includes(`'${key}'`) || all.includes(`\`${key.slice(0, key.lastIndexOf('.') + 1)}\${`)
    expect(Object.keys(english).filter((key) => !isAsked(key.replace(/_(one|other)$/, '')))).toEqual([])
  })
})
