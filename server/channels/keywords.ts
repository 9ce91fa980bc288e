/** A number's keywords: where they are set, and whether a message consists of one (D10). */
import type { FormField, Keyword } from '../../shared/connections.ts'

/** The field of the keywords; `initial` are those of a new number. */
export const keywordsField = (initial: Keyword[]): FormField => ({
  key: 'keywords',
  kind: 'keywords',
  isNeeded: false,
  label: { en: 'Keywords', nl: 'Trefwoorden', es: 'Palabras clave', sv: 'Nyckelord' },
  initial,
})

const bare = (text: string) =>
  text
    .normalize('NFKC')
    // Some write the word in quotes, as the letter of terms shows it.
    .replace(/^[\s"'“”„‘’«»]+|[\s"'“”„‘’«».!]+$/g, '')
    .toLowerCase()

/** The keyword that a text is, whatever its case; undefined: it is an ordinary message. */
export const keywordIn = (text: string, keywords: Keyword[]): Keyword | undefined => keywords.find(({ word }) => bare(word) === bare(text))
