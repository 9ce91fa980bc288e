/** The languages a message can be filtered by, in their own names; `und` is one that was not recognised. */
import type { Choice } from './condition.ts'

const names: Record<string, string> = {
  en: 'English',
  nl: 'Nederlands',
  es: 'Español',
  sv: 'Svenska',
  de: 'Deutsch',
  fr: 'Français',
  da: 'Dansk',
  no: 'Norsk',
  fi: 'Suomi',
  it: 'Italiano',
  pt: 'Português',
  pl: 'Polski',
  cs: 'Čeština',
  tr: 'Türkçe',
  ru: 'Русский',
  uk: 'Українська',
  ar: 'العربية',
  he: 'עברית',
  hi: 'हिन्दी',
  zh: '中文',
  ja: '日本語',
  ko: '한국어',
  und: 'Not recognised',
}

export const languages: Choice[] = Object.entries(names).map(([value, label]) => ({ value, label }))
