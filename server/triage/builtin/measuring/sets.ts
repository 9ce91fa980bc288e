import { readJsonLines, readRows } from '../training/files.ts'
import { plainText, tweets } from '../training/sets.ts'

type Polarity = 'negative' | 'neutral' | 'positive'

/** Rows by other people with a three-way (or two-way) answer, on which nothing was learned or tuned. */
export interface MeasuringSet {
  name: string
  rows: { text: string; polarity: Polarity }[]
  /** Whether the set knows only good and bad. */
  twoWay: boolean
}

type Loose = { text?: string; polarity?: string }

function clean(rows: Loose[]): MeasuringSet['rows'] {
  const polarities = ['negative', 'neutral', 'positive']
  return rows.flatMap(({ text, polarity }) =>
    text && polarity && polarities.includes(polarity) ? [{ text, polarity: polarity as Polarity }] : [],
  )
}

/** Every measuring set of mood that is in the folder. */
export function measuringSets(folder: string): MeasuringSet[] {
  const sets: MeasuringSet[] = []
  const take = (name: string, twoWay: boolean, rows: Loose[] | undefined) => {
    const usable = clean(rows ?? [])
    if (usable.length) sets.push({ name, twoWay, rows: usable })
  }
  const airline = readRows(`${folder}/sentiment_airline/airline.csv.gz`)
  take(
    'Airline tweets, en',
    false,
    airline?.map((row) => ({ text: plainText(row.text), polarity: row.label })),
  )
  take(
    'Airline tweets, en, annotators agreed',
    false,
    airline?.filter((row) => Number(row.confidence) === 1).map((row) => ({ text: plainText(row.text), polarity: row.label })),
  )
  const val = tweets(folder, 'val')
  for (const language of ['en', 'fr', 'de', 'es', 'it', 'pt']) {
    take(
      `XLM-T tweets (val), ${language}`,
      false,
      val?.filter((row) => row.language === language),
    )
  }
  take(
    'Social posts, sv',
    false,
    readRows(`${folder}/sentiment_sv_social/sv.csv.gz`)?.map((row) => ({ text: row.text, polarity: row.label })),
  )
  const books = readRows(`${folder}/sentiment_reviews_nl_fr_de/reviews.csv.gz`)
  for (const language of ['nl', 'fr', 'de']) {
    take(
      `${language === 'nl' ? 'bol.com' : 'Amazon'} book reviews, ${language}`,
      true,
      books?.filter((row) => row.lang === language).map((row) => ({ text: plainText(row.text), polarity: row.label })),
    )
  }
  take(
    'Trustpilot shop reviews (test), machine-translated en',
    true,
    readRows(`${folder}/sentiment_trustpilot_mt_en/scandisent_mt.csv.gz`)
      ?.filter((row) => row.split === 'test')
      .map((row) => ({ text: row.text_en_mt, polarity: row.label })),
  )
  take(
    'Alexa reviews, en, 4-5 against 1-2 stars',
    true,
    readRows(`${folder}/sentiment_amazon_alexa_stars/alexa.csv.gz`)?.map((row) => ({
      text: row.text,
      polarity: Number(row.stars) > 3 ? 'positive' : Number(row.stars) < 3 ? 'negative' : undefined,
    })),
  )
  take(
    'SemEval review sentences, en',
    false,
    readRows(`${folder}/sentiment_semeval_absa/semeval.csv.gz`)?.map((row) => ({
      text: row.text,
      polarity: row.label === 'none' ? 'neutral' : row.label,
    })),
  )
  const aspects = readJsonLines(`${folder}/sentiment_mabsa_reviews/mabsa.jsonl.gz`) as
    | { text: string; label: string; lang: string }[]
    | undefined
  for (const language of ['en', 'nl', 'sv', 'es', 'de', 'fr', 'da', 'pt']) {
    take(
      `M-ABSA review sentences, ${language}`,
      false,
      aspects
        ?.filter((row, i) => row.lang === language && i % 3 === 0)
        .map((row) => ({ text: row.text, polarity: row.label === 'none' ? 'neutral' : row.label })),
    )
  }
  return sets
}
