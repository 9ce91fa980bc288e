import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { lengthy } from './dense.ts'
import { buckets, type Hashed } from './features.ts'
import { type Heads, judge, judgeMood } from './heads.ts'
import { describeSpam } from './tagwords.ts'
import { calibrateMood } from './training/calibrateMood.ts'
import { encode } from './training/encode.ts'
import { type Example, tenthOf } from './training/example.ts'
import { learnLanguages } from './training/languages.ts'
import { type LearnOptions, learn, type Row } from './training/learn.ts'
import { learnLetters } from './training/letters.ts'
import { longMessages } from './training/long.ts'
import { publicMails } from './training/mails.ts'
import { hasMood, moodKinds, moodRow, polarities, urgencyRow } from './training/mood.ts'
import { bitterThanks, languageSamples, ownConcepts, ownLexicon, ownMessages, ownTagWords } from './training/own.ts'
import { average, quantise, quantiseEvenly } from './training/quantise.ts'
import { learnRatios } from './training/ratios.ts'
import { assistantQuestions, bankQuestions, shopQuestions, shortMessages, tweets } from './training/sets.ts'
import { calibrateSpam, spamRow } from './training/spam.ts'
import { tagKeys, tagRow, tagThresholds } from './training/tags.ts'
import { type Calibration, type Model, packModel } from './weights.ts'

interface Encoded {
  example: Example
  row: Row
  /** What the second learner of polarity reads; only of texts whose mood is somebody's own. */
  runs: Int32Array
  tagDense: Float32Array
  part: number
}

const folder = process.argv[2] ?? '../shared/data'
const say = (line: string) => process.stdout.write(`${line}\n`)

function every<T>(items: T[], wanted: number): T[] {
  const step = Math.max(1, Math.floor(items.length / wanted))
  return items.filter((_, i) => i % step === 0)
}

async function gather(): Promise<Example[]> {
  const own = ownMessages()
  say(`${own.length} messages of our own`)
  const sets: [string, Example[] | undefined, number][] = [
    ['XLM-T tweets', tweets(folder, 'train'), Number.POSITIVE_INFINITY],
    ['Banking77', bankQuestions(folder, 'train'), 3000],
    ['Bitext', shopQuestions(folder), 4000],
    ['CLINC150', assistantQuestions(folder), 3000],
    ['SMS Spam Collection', shortMessages(folder), Number.POSITIVE_INFINITY],
    ['SpamAssassin', await publicMails(folder), Number.POSITIVE_INFINITY],
  ]
  const examples = [...own]
  for (const [name, found, wanted] of sets) {
    if (!found?.length) say(`${name}: not in ${folder}, left out`)
    else {
      const taken = every(found, wanted)
      say(`${taken.length} of ${found.length} from ${name}`)
      examples.push(...taken)
    }
  }
  return examples
}

function rowsOf(encoded: Encoded[], make: (example: Example, row: Row, tagDense: Float32Array) => Row | undefined): Row[] {
  return encoded.flatMap(({ example, row, tagDense }) => make(example, row, tagDense) ?? [])
}

function learnAveraged(rows: Row[], options: Omit<LearnOptions, 'seed'>, times: number): Heads {
  const models: Heads[] = []
  for (let i = 0; i < times; i++) models.push(learn(rows, { ...options, seed: 7 + 13 * i }))
  return quantise(average(models))
}

function hashedOf({ bucket, ends }: Row): Hashed {
  return { bucket, owner: bucket, ends: [ends[0], ends[1], ends[2], ends[3]] }
}

function sumsOf(heads: Heads, { row }: Encoded, dense: Float32Array = row.dense): Float32Array {
  const sums = new Float32Array(heads.count)
  judge(heads, hashedOf(row), dense, sums)
  return sums
}

const began = performance.now()
const examples = await gather()
const language = learnLanguages([...examples.filter(({ text }) => tenthOf(text) > 1), ...languageSamples()])
const even = quantiseEvenly(Float32Array.from(language.hashed))
const languageWeights = { hashed: even.hashed, scale: language.scale * even.scale }
const lexicon = ownLexicon()
const tagWords = ownTagWords(tagKeys)
const concepts = ownConcepts()
const nothing = new Int32Array(0)
const encoding = (example: Example) => {
  const { row, runs, tagDense } = encode(example, languageWeights, lexicon, tagWords, concepts)
  return { row, tagDense, runs: hasMood(example) ? runs : nothing }
}
const encoded: Encoded[] = examples.map((example) => ({
  example,
  ...encoding(example),
  part: tenthOf(example.text),
}))
say(`${encoded.length} examples encoded after ${Math.round((performance.now() - began) / 1000)} s`)
// Tenth 0 is for measuring and tenth 1 for calibration; of the tweets a part of their own is measured.
const learned = encoded.filter(({ part, example }) => part > 1 || (part === 0 && example.set === 'xlmt'))
const kept = encoded.filter(({ part }) => part === 1)
const common = { rate: 0.15, denseRate: 0.08, decay: 0.001, dropout: 0.5, wordless: 0 }
const moodRows = rowsOf(learned, moodRow)
const ownLearned = examples.filter(({ set, text }) => set === 'own' && tenthOf(text) > 1)
const rowOf = (example: Example) => encode(example, languageWeights, lexicon, tagWords, concepts).row
const bitterRows = bitterThanks(ownLearned).flatMap((example) => moodRow(example, rowOf(example)) ?? [])
const longRows = longMessages(ownLearned).map((example) => urgencyRow(example, rowOf(example)))
const mood = learnAveraged(
  [...moodRows, ...bitterRows, ...longRows],
  { ...common, kinds: moodKinds, buckets, epochs: 12, wordless: 0.2 },
  3,
)
const runRows = learned.flatMap(({ example, runs }) =>
  hasMood(example) ? [{ bucket: runs, right: polarities.indexOf(example.polarity ?? '') }] : [],
)
const second = quantise(learnRatios(runRows, 5))
const spam = learnAveraged(rowsOf(learned, spamRow), { ...common, kinds: ['yes'], buckets: 1 << 17, epochs: 12, rate: 0.5, decay: 0 }, 1)
const tags = learnAveraged(
  rowsOf(learned, tagRow),
  { ...common, kinds: tagKeys.map(() => 'yes' as const), buckets: 1 << 16, epochs: 16, rate: 0.3, denseRate: 0.5, wordless: 0.3 },
  1,
)
const calibration: Calibration = {
  ...calibrateMood(
    kept.map(({ example, row, runs }) => {
      const heard: Hashed = { bucket: runs, owner: runs, ends: [runs.length, runs.length, runs.length, runs.length] }
      return { example, sums: judgeMood({ mood, runs: second }, { hashed: hashedOf(row), runs: heard, dense: row.dense }) }
    }),
  ),
  spam: calibrateSpam(
    kept
      .filter(({ example }) => example.spam !== undefined && example.set !== 'xlmt')
      .map((row) => ({
        sum: sumsOf(spam, row, describeSpam(row.row.dense, row.tagDense, tagKeys.length))[0],
        long: row.row.dense[lengthy] > 0,
        example: row.example,
      })),
  ),
  tagThresholds: tagThresholds(
    kept
      .filter(({ example }) => example.set === 'own' && !example.spam)
      .map((row) => ({ sums: sumsOf(tags, row, row.tagDense), example: row.example })),
  ),
}
const model: Model = {
  version: '',
  language: languageWeights,
  lexicon,
  mood,
  runs: second,
  spam,
  tags,
  tagKeys,
  tagWords,
  concepts,
  letters: learnLetters([
    ...examples.filter(({ set, text }) => (set === 'own' || set === 'xlmt') && tenthOf(text) > 1),
    ...languageSamples(),
  ]),
  calibration,
}
model.version = createHash('sha256').update(packModel(model)).digest('hex').slice(0, 8)
const file = packModel(model)
writeFileSync(new URL('./weights.bin', import.meta.url), file)
say(JSON.stringify(calibration))
say(`weights.bin: ${(file.length / 1e6).toFixed(2)} MB, version ${model.version}, ${Math.round((performance.now() - began) / 1000)} s`)
