/** What the trial's pages say; the server chose the page's language from what the browser asked for. */
import { en, type Words } from './words/en.ts'
import { es } from './words/es.ts'
import { nl } from './words/nl.ts'
import { sv } from './words/sv.ts'

const languages: Record<string, Words> = { en, nl, es, sv }

const page = document.documentElement.lang.slice(0, 2)
export const words: Words = languages[page] ?? en
/** For dates and numbers: the page's language as it is spoken where the reader is. */
export const language = navigator.languages.find((one) => one.slice(0, 2) === page) ?? page
