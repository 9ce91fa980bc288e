/** What the hub says, in the languages of the screens; the page's `lang` chooses, and only that one is loaded. */
import type { Words } from './words/en.ts'

const languages: Record<string, () => Promise<Words>> = {
  en: async () => (await import('./words/en.ts')).en,
  es: async () => (await import('./words/es.ts')).es,
  nl: async () => (await import('./words/nl.ts')).nl,
  sv: async () => (await import('./words/sv.ts')).sv,
}

/** The language that fits a page's `lang` best: nl-BE is Dutch, what we do not speak is English. */
export function languageOf(lang: string): string {
  const short = lang.slice(0, 2).toLowerCase()
  return Object.hasOwn(languages, short) ? short : 'en'
}

/** The words of a language as `languageOf` names it. */
export const wordsIn = async (language: string): Promise<Words> =>
  languages[language]?.() ?? Promise.reject(new Error(`nobody speaks ${language}`))
