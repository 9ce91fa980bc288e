import { expect, it } from 'vitest'
import { conceptsIn } from './concepts.ts'
import { lexiconLanguages } from './lexicon.ts'
import { tokenise } from './tokens.ts'
import { ownConcepts } from './training/own.ts'
import { readWordTable } from './wordtable.ts'

const concepts = ownConcepts()

function said(text: string, language: string): number[] {
  return conceptsIn(concepts, tokenise(text), [{ list: lexiconLanguages.indexOf(language), weight: 1 }]).map(({ concept }) => concept)
}

it('hears the same concepts in every language', () => {
  const found = [
    said('allergic', 'en'),
    said('allergisch', 'nl'),
    said('alérgica', 'es'),
    said('allergisk', 'sv'),
    said('allergisch', 'de'),
    said('allergique', 'fr'),
    said('allergico', 'it'),
    said('alérgico', 'pt'),
  ]
  expect(found[0]).toHaveLength(1)
  for (const one of found) expect(one).toEqual(found[0])
})

it('finds words, stems and phrases where they stand, each once', () => {
  const table = readWordTable(['fire\ten\tsmok*|on fire|fire', 'child\ten\tson'], ['fire', 'child'])
  const lists = [{ list: lexiconLanguages.indexOf('en'), weight: 1 }]
  expect(conceptsIn(table, tokenise('Smoking! My son saw it on fire'), lists)).toEqual([
    { concept: 0, at: 0 },
    { concept: 1, at: 3 },
    { concept: 0, at: 6 },
    { concept: 0, at: 7 },
  ])
})

it('listens only so long to a text without end', () => {
  expect(said('fire '.repeat(5000), 'en')).toHaveLength(60)
})
