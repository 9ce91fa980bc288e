import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { screenLanguages } from '../shared/lists.ts'
import { givenWords, type Source } from './givenWords.ts'

const here = import.meta.dirname
const first = 'first'
const folders = readdirSync(join(here, 'words'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
const parts = [first, ...folders.map(({ name }) => name)]
const read = (part: string, language: string): Record<string, string> =>
  JSON.parse(readFileSync(join(here, 'words', part === first ? '' : part, `${language}.json`), 'utf8'))
const english = new Map(parts.map((part) => [part, read(part, 'en')]))
const names = (text = '') => [...text.matchAll(/\{\{(\w+)/g)].map(([, name]) => name).sort()
const bare = (key: string) => key.replace(/_(one|other)$/, '')

const sources = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.|^dist/.test(path))
  .map((path): Source => ({ path, text: readFileSync(join(here, path), 'utf8') }))
const asks = ({ text }: Source, key: string) => text.includes(`'${key}'`) || text.includes(`\`${key.slice(0, key.lastIndexOf('.') + 1)}\${`)
const given = givenWords(sources)
/** What a page has at hand: the first words, and those that everything leading to it brings. */
const has = (path: string, part: string) => part === first || given.get(path)?.has(part)

describe('the words of the screen', () => {
  test.each(parts.flatMap((part) => screenLanguages.map((language) => [part, language])))(
    '%s: %s has every key, none of them empty, and the same values to fill in',
    (part, language) => {
      const words = read(part, language)
      expect(Object.keys(words)).toEqual(Object.keys(english.get(part) ?? {}))
      for (const [key, text] of Object.entries(words)) {
        expect(text.trim(), key).not.toBe('')
        expect(names(text), key).toEqual(names(english.get(part)?.[key]))
      }
    },
  )

  test('every key that a page asks for exists', () => {
    const all = new Set([...english.values()].flatMap((words) => Object.keys(words).map(bare)))
    // Asked for outright, or one of two after a question.
    const asked = /\b(?:t|words:)\(?\s?(?:[^'`()]*\?\s*)?'([a-z]\w*\.[\w.]+)'(?:\s*:\s*'([a-z]\w*\.[\w.]+)')?/g
    const missing = sources.flatMap(({ path, text }) =>
      [...text.matchAll(asked)].flatMap(([, ...keys]) => keys.filter((key) => key && !all.has(key)).map((key) => `${path}: ${key}`)),
    )
    expect(missing).toEqual([])
  })

  test('no key is left that nothing asks for, and none stands in two files', () => {
    const keys = [...english.values()].flatMap((words) => Object.keys(words))
    expect(keys.filter((key) => !sources.some((source) => asks(source, bare(key))))).toEqual([])
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([])
  })

  test('every key stands in the file of those pages that ask for it, and in the first load only what the first screens say', () => {
    const reach = (part: string) => sources.filter(({ path }) => has(path, part)).length
    const narrowest = [...parts].sort((a, b) => reach(a) - reach(b))
    const misplaced = parts.flatMap((part) =>
      Object.keys(english.get(part) ?? {}).flatMap((key) => {
        const askers = sources.filter((source) => asks(source, bare(key)))
        const right = narrowest.find((one) => askers.every(({ path }) => has(path, one)))
        return right === part ? [] : `${key} belongs in ${right === first ? 'words/' : `words/${right}/`}`
      }),
    )
    expect(misplaced).toEqual([])
  })

  test('every file that is named exists', () => {
    const named = [...new Set([...given.values()].flatMap((one) => [...one]))]
    expect(named.sort()).toEqual(parts.filter((part) => part !== first).sort())
  })
})
