import { readdirSync } from 'node:fs'
import { addLexicon, emptyLexicon, type Lexicon } from '../lexicon.ts'
import { readTagWords } from '../tagwords.ts'
import { readWordTable, type WordTable } from '../wordtable.ts'
import type { Example } from './example.ts'
import { readJsonLines, readText } from './files.ts'

const folder = new URL('../data/', import.meta.url).pathname
const labels = ['urgent', 'negative', 'neutral', 'positive', 'promoter']

function polarityOf(label: string, score: number): Example['polarity'] {
  if (label === 'promoter' || label === 'positive') return 'positive'
  if (label === 'neutral' || label === 'negative') return label
  return score < 4.5 ? 'negative' : score > 5.5 ? 'positive' : 'neutral'
}

/** The messages that we wrote and labelled ourselves, all languages. Throws on a row that cannot be right. */
export function ownMessages(): Example[] {
  const examples: Example[] = []
  for (const name of readdirSync(folder).sort()) {
    const language = /^messages\.(\w\w)\.jsonl$/.exec(name)?.[1]
    if (!language) continue
    for (const row of readJsonLines(folder + name) ?? []) {
      const { text, label, score, tags, spam } = row as { text: string; label: string; score: number; tags: string[]; spam?: boolean }
      if (typeof text !== 'string' || !labels.includes(label) || !(score >= 0 && score <= 10)) {
        throw new Error(`${name}: cannot use ${JSON.stringify(row)}`)
      }
      if (spam) examples.push({ text, set: 'own', language, spam: true, weight: 1 })
      else {
        examples.push({
          text,
          set: 'own',
          language,
          label,
          polarity: polarityOf(label, score),
          score,
          urgent: label === 'urgent',
          promoter: label === 'promoter',
          spam: false,
          tags,
          weight: 1,
        })
      }
    }
  }
  return examples
}

/** Short texts that only show what a language looks like. */
export function languageSamples(): Example[] {
  const lines = readText(`${folder}languages.tsv`)?.split('\n') ?? []
  return lines
    .filter((line) => line.includes('\t'))
    .map((line) => ({ language: line.slice(0, 2), text: line.slice(3), set: 'languages', weight: 1 }))
}

/** The word lists of all languages in one table. */
export function ownLexicon(): Lexicon {
  const lexicon = emptyLexicon(1 << 16)
  for (const name of readdirSync(folder).sort()) {
    const language = /^lexicon\.(\w\w)\.tsv$/.exec(name)?.[1]
    if (language) addLexicon(lexicon, language, (readText(folder + name) ?? '').split('\n'))
  }
  return lexicon
}

/** The words that name the subjects of shops' mail. */
export function ownTagWords(tagKeys: string[]): WordTable {
  return readTagWords((readText(`${folder}tagwords.tsv`) ?? '').split('\n'), tagKeys)
}

/** The words that name what messages in any language are about, and the names in their order. */
export function ownConcepts(): WordTable {
  const lines = (readText(`${folder}concepts.tsv`) ?? '').split('\n')
  return readWordTable(lines, [...new Set(lines.map((line) => line.split('\t')[0]).filter(Boolean))])
}

const thanks: Record<string, string[]> = {
  en: ['Thanks.', 'Thank you very much.', 'Thanks a lot!', 'thx', 'Thank you for nothing.', 'Many thanks for that.'],
  nl: ['Bedankt.', 'Dank u wel.', 'Bedankt hoor!', 'dank je', 'Bedankt voor niks.', 'Nou, hartelijk dank.'],
  es: ['Gracias.', 'Muchas gracias.', '¡Gracias!', 'grax', 'Gracias por nada.', 'Mil gracias, de verdad.'],
  sv: ['Tack.', 'Tack så mycket.', 'Tack för det!', 'tack', 'Tack för ingenting.', 'Ja, tack ska ni ha.'],
  de: ['Danke.', 'Vielen Dank.', 'Danke schön!', 'danke', 'Danke für nichts.', 'Na vielen Dank auch.'],
  fr: ['Merci.', 'Merci beaucoup.', 'Merci bien !', 'mrc', 'Merci pour rien.', 'Grand merci à vous.'],
}

/** Complaints with thanks put before or behind them: what people do, and what a sum of words is fooled by. */
export function bitterThanks(messages: Example[]): Example[] {
  const bad = messages.filter(({ label, polarity }) => label === 'negative' || (label === 'urgent' && polarity === 'negative'))
  return bad.flatMap((example, i) => {
    const given = thanks[example.language ?? '']
    if (i % 2 > 0 || !given) return []
    const said = given[(i >> 1) % given.length]
    const text = (i >> 1) % 2 > 0 ? `${said} ${example.text}` : `${example.text} ${said}`
    return [{ ...example, text, weight: 0.5 }]
  })
}
