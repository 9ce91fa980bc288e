import type { Finding } from '../../../shared/words.ts'
import { denseCount, lengthy } from './dense.ts'
import { quote } from './evidence.ts'
import { judge, judgeMood } from './heads.ts'
import { isNonsense } from './letters.ts'
import { moodOf, type SentimentLabel, sigmoid, sureFrom } from './mood.ts'
import { prepare } from './prepare.ts'
import { type ReasonLanguage, reasonFor } from './reason.ts'
import { chooseTags, type TagChoice } from './tags.ts'
import { describeSpam, describeSubjects } from './tagwords.ts'
import { builtInModel } from './weights.ts'

export type { TagChoice } from './tags.ts'

/** What the built-in model makes of one message. */
export interface Analysis {
  label: SentimentLabel
  /** How the customer feels, 0.0 to 10.0 with one decimal, urgency aside. */
  score: number
  /** The share of such answers that are right, 0 to 1. */
  confidence: number
  /** When false the label is `neutral` for want of an answer. */
  isSure: boolean
  /** Exact quotes out of the text that decided it; none when nothing did. */
  evidence: string[]
  /** One line for an agent. */
  reason: string
  /** What that line says, as a code. */
  finding: Finding
  /** ISO 639-1, or `und`. */
  language: string
  isSpam: boolean
  spamProbability: number
  /** Keys out of the given tags. */
  tags: string[]
  model: string
}

export interface AnalyseOptions {
  tags?: TagChoice[]
  reasonLanguage?: ReasonLanguage
}

const subjects = new Float32Array(denseCount)
/** Fewer words than this are not called advertising: a number given for WhatsApp looks the same from a customer. */
const fewestOfSpam = 6
const replies = /^(?:\s*(?:re|aw|sv|vs|antw|fw|fwd|wg|tr|rv|vb)\s*:)+\s*/i

function rounded(share: number): number {
  return Math.round(share * 1000) / 1000
}

/** Reads one message: mood, evidence, language, spam and tags. Never throws on any text, and reads only the ends of a very long one. */
export function analyse(message: { text: string; subject?: string | null }, options: AnalyseOptions = {}): Analysis {
  const model = builtInModel()
  const subject = (message.subject ?? '').slice(0, 300).replace(replies, '').trim()
  const text = subject ? `${subject}\n${message.text}` : message.text
  const prepared = prepare(text, model.language, model.lexicon, model.concepts)
  const spamSum = new Float32Array(1)
  describeSubjects(model.tagWords, prepared, model.tagKeys.length, subjects)
  judge(model.spam, prepared.hashed, describeSpam(prepared.dense, subjects, model.tagKeys.length), spamSum)
  const { spam } = model.calibration
  const isEmpty = !prepared.tokens.some(({ kind }) => kind === 'word' || kind === 'emoji' || kind === 'emoticon')
  const hasFace = prepared.tokens.some(({ kind }) => kind === 'emoji')
  const senseless = !hasFace && isNonsense(prepared.tokens, model.letters)
  const spamProbability = isEmpty || senseless ? 0 : sigmoid(spamSum[0] * spam.slope + spam.offset)
  const common = {
    language: senseless ? 'und' : prepared.language,
    spamProbability: rounded(spamProbability),
    model: `built-in@${model.version}`,
  }
  if (isEmpty || senseless) {
    const finding = isEmpty ? 'empty' : 'unsure'
    const reason = reasonFor(finding, [], options.reasonLanguage)
    return {
      label: 'neutral',
      score: 5,
      confidence: 0,
      isSure: false,
      evidence: [],
      reason,
      finding,
      isSpam: false,
      tags: [],
      ...common,
    }
  }
  const words = prepared.tokens.filter(({ kind }) => kind === 'word').length
  if (words >= fewestOfSpam && spamProbability >= (prepared.dense[lengthy] ? spam.long : spam.short)) {
    const reason = reasonFor('spam', [], options.reasonLanguage)
    const confidence = rounded(spamProbability)
    return {
      label: 'neutral',
      score: 5,
      confidence,
      isSure: true,
      evidence: [],
      reason,
      finding: 'spam',
      isSpam: true,
      tags: [],
      ...common,
    }
  }
  const mood = moodOf(judgeMood(model, prepared), model.calibration, prepared.familiar)
  const isSure = mood.confidence >= sureFrom
  const evidence = isSure ? quote(prepared, model.mood, mood.label, text.length - message.text.length) : []
  const strength =
    mood.label === 'negative' && mood.score < 1.5 ? 'furious' : mood.label === 'positive' && mood.score > 8 ? 'delighted' : mood.label
  const finding = isSure ? strength : 'unsure'
  return {
    label: isSure ? mood.label : 'neutral',
    score: mood.score,
    confidence: rounded(mood.confidence),
    isSure,
    evidence,
    reason: reasonFor(finding, evidence, options.reasonLanguage),
    finding,
    isSpam: false,
    tags: chooseTags(model, prepared, subjects, options.tags),
    ...common,
  }
}
