import { expect, test } from 'vitest'
import { en } from '../../trial/words/en.ts'
import { es } from '../../trial/words/es.ts'
import { nl } from '../../trial/words/nl.ts'
import { sv } from '../../trial/words/sv.ts'
import { codes } from './refuse.ts'

test.each([en, nl, es, sv])('the page has words for every refusal of the devices', (words) => {
  const known = Object.keys({ ...words.refusals, MAIL_OFF: words.cannotWrite })
  expect(codes.filter((code) => !known.includes(code))).toEqual([])
})
