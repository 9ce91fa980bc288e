import { expect, test } from 'vitest'
import { languageOf, wordsIn } from './words.ts'

test('a page’s language is met as nearly as we can', () => {
  expect(['nl-BE', 'es', 'sv-FI', 'en-US', 'fr', '', 'constructor'].map(languageOf)).toEqual(['nl', 'es', 'sv', 'en', 'en', 'en', 'en'])
})

/** Each thing that is said, by its name; of a group each. */
const saidIn = async (language: string) =>
  Object.entries(await wordsIn(language)).flatMap(([key, said]) =>
    typeof said === 'object' ? Object.entries(said).map(([one, text]) => [`${key}.${one}`, text] as const) : [[key, String(said)] as const],
  )

test('every language says everything, in words of its own', async () => {
  const english = await saidIn('en')
  const alike: Record<string, string[]> = { nl: ['title', 'emoji'], es: ['title'], sv: ['emoji'] }
  for (const language of ['nl', 'es', 'sv']) {
    const said = new Map(await saidIn(language))
    expect([...said.keys()].sort()).toEqual(english.map(([key]) => key).sort())
    expect(english.filter(([key, text]) => said.get(key) === text).map(([key]) => key)).toEqual(alike[language])
  }
})
