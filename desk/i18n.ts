/** The screen's languages. English comes with the page and stands in for anything missing; the others load when chosen. */
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { ScreenLanguage } from '../shared/words.ts'
import en from './words/en.json' with { type: 'json' }

type Words = Record<string, string>

const load: Record<Exclude<ScreenLanguage, 'en'>, () => Promise<{ default: Words }>> = {
  nl: () => import('./words/nl.json'),
  es: () => import('./words/es.json'),
  sv: () => import('./words/sv.json'),
}

export type { ScreenLanguage }
// Not taken from shared/words.ts: that file brings the schema library along.
export const screenLanguages: readonly ScreenLanguage[] = ['en', 'nl', 'es', 'sv']
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

/** Shows the screen in a language, and remembers it for the next sign-in. */
export async function speak(language: ScreenLanguage): Promise<void> {
  if (language !== 'en' && !i18next.hasResourceBundle(language, 'translation'))
    i18next.addResourceBundle(language, 'translation', (await load[language]()).default)
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
  await speak(language)
}

/** A word that may have no translation (a condition of a newer server): then what the server calls it. */
export function wordOr(key: string, otherwise: string): string {
  return i18next.exists(key) ? i18next.t(key) : otherwise
}
