/** Does a message consist of one of the number's keywords (D10)? */
import type { Keyword } from '../../shared/connections.ts'

const bare = (text: string) =>
  text
    .normalize('NFKC')
    // Some write the word in quotes, as the letter of terms shows it.
    .replace(/^[\s"'“”„‘’«»]+|[\s"'“”„‘’«».!]+$/g, '')
    .toLowerCase()

/** The keyword that a text is, whatever its case; undefined: it is an ordinary message. */
export const keywordIn = (text: string, keywords: Keyword[]): Keyword | undefined => keywords.find(({ word }) => bare(word) === bare(text))
