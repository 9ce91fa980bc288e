/**
 * The screen's languages. English comes with the page and stands in for anything missing; the others load when chosen. What only
 * some pages say, in a folder of `words` each, loads with those pages.
 */
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { screenLanguages } from '../shared/lists.ts'
import type { ScreenLanguage } from '../shared/words.ts'
import en from './words/en.json' with { type: 'json' }

type Words = Record<string, string>

const load: Record<Exclude<ScreenLanguage, 'en'>, () => Promise<{ default: Words }>> = {
  nl: () => import('./words/nl.json'),
  es: () => import('./words/es.json'),
  sv: () => import('./words/sv.json'),
}

/** Words that come later than the first screen. */
export type WordsPart = 'audit' | 'doors' | 'refusals' | 'settings' | 'tickets'

export type { ScreenLanguage }

const remembered = 'warmline.language'

/** The language this browser used last, or asks for. */
export function likelyLanguage(): ScreenLanguage {
  const wishes = [localStorage.getItem(remembered), ...navigator.languages]
  for (const wish of wishes) {
    const language = screenLanguages.find((one) => wish?.toLowerCase().split('-')[0] === one)
    if (language) return language
  }
  return 'en'
}

/** The language that the screen speaks now. */
export const spoken = (): ScreenLanguage => screenLanguages.find((one) => one === i18next.language) ?? 'en'

/** The parts that have been asked for, and the language that was asked for last: neither waits for the other. */
const parts = new Set<WordsPart>()
let wanted: ScreenLanguage = 'en'
const started = Promise.withResolvers<void>()
const added = new Map<string, Promise<void>>()

/** Adds words to those of their language, once. */
function add(name: string, language: string, words: () => Promise<{ default: Words }>): Promise<void> {
  const adding =
    added.get(name) ??
    words().then(
      ({ default: read }) => void i18next.addResourceBundle(language, 'translation', read, false, true),
      (error: unknown) => {
        added.delete(name)
        throw error
      },
    )
  added.set(name, adding)
  return adding
}

/** Brings words that the first screen does without; they are there when it resolves, and in each language chosen later. */
export async function bringWords(...wishes: WordsPart[]): Promise<void> {
  for (const part of wishes) parts.add(part)
  // A page that is needed at once asks before the words have begun.
  await started.promise
  const asked = [...new Set([i18next.language, wanted])].flatMap((language) => wishes.map((part) => [language, part] as const))
  await Promise.all(asked.map(([language, part]) => add(`${part}/${language}`, language, () => import(`./words/${part}/${language}.json`))))
}

/** A page that loads when it is opened, with the words that only such pages need. */
export async function withWords<Page>(page: Promise<Page>, ...wishes: WordsPart[]): Promise<Page> {
  const [loaded] = await Promise.all([page, bringWords(...wishes)])
  return loaded
}

/** Shows the screen in a language, and remembers it for the next sign-in. */
export async function speak(language: ScreenLanguage): Promise<void> {
  wanted = language
  if (language !== 'en') await add(language, language, load[language])
  await bringWords(...parts)
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
  localStorage.setItem(remembered, language)
}

/** Starts the words; the page renders after it. */
export async function startWords(language: ScreenLanguage): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  started.resolve()
  await speak(language)
}

/** A word that may have no translation (a condition of a newer server): then what the server calls it. */
export function wordOr(key: string, otherwise: string): string {
  return i18next.exists(key) ? i18next.t(key) : otherwise
}
