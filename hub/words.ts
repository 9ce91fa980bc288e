/** What the hub says, in the languages of the screens; the page's `lang` chooses. */

import { en, type Words } from './words/en.ts'
import { es } from './words/es.ts'
import { nl } from './words/nl.ts'
import { sv } from './words/sv.ts'

const languages: Record<string, Words> = { en, nl, es, sv }

/** The language that fits a page's `lang` best: nl-BE is Dutch, what we do not speak is English. */
export function languageOf(lang: string): string {
  const short = lang.slice(0, 2).toLowerCase()
  return Object.hasOwn(languages, short) ? short : 'en'
}

/** The words of a language as `languageOf` names it. */
export const wordsIn = (language: string): Words => languages[language] ?? en
