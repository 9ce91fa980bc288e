/** What a language model may say, and how much of it is believed. */
import { z } from 'zod'
import { sentimentLabels } from '../../shared/lists.ts'
import type { Finding, SentimentLabel } from '../../shared/words.ts'

/** The shape asked of the model. Kept to what every provider's schema dialect knows; finer limits are applied to the answer. */
export const Answer = z.object({
  label: z.enum(sentimentLabels),
  score: z.number().min(0).max(10),
  evidence: z.array(z.string()),
  reason: z.string(),
  confidence: z.number().min(0).max(1),
  language: z.string(),
  tags: z.array(z.string()),
  isSpam: z.boolean(),
})
export type Answer = z.infer<typeof Answer>

/** One reading of a conversation, by whichever model. */
export interface Reading {
  label: SentimentLabel
  /** 0.0 to 10.0, one decimal. */
  score: number
  confidence: number
  /** False: the label is neutral because nothing was certain. */
  isSure: boolean
  evidence: string[]
  /** One line for an agent, in the shop's language. */
  reason: string
  /** What the reason of our own model says, as a code; null where another model wrote it. */
  finding: Finding | null
  /** ISO 639-1, or `und`. */
  language: string
  tags: string[]
  isSpam: boolean
  model: string
  /** Why the built-in model answered in place of the chosen one, or null. */
  fellBack: string | null
}

/** Below this a model's word counts as a guess. */
const surelyFrom = 0.5

/**
 * An answer made sober: only tags of the account, only quotes that the customer really wrote, one line of reason. An
 * unsure answer is neutral, its score drawn towards the middle by how unsure it is.
 */
export function sober(answer: Answer, asked: { text: string; tagKeys: string[] }, model: string): Reading {
  const isSure = answer.confidence >= surelyFrom
  const score = isSure ? answer.score : 5 + (answer.score - 5) * answer.confidence
  return {
    label: isSure ? answer.label : 'neutral',
    score: Math.round(score * 10) / 10,
    confidence: Math.round(answer.confidence * 1000) / 1000,
    isSure,
    evidence: answer.evidence
      .flatMap((quote) => findQuote(quote, asked.text) ?? [])
      .filter(isFirst)
      .slice(0, 3),
    reason: oneLine(answer.reason).slice(0, 300),
    finding: null,
    language: /^[a-z]{2,3}(?=$|[-_])/.exec(answer.language.trim().toLowerCase())?.[0] ?? 'und',
    tags: answer.tags
      .filter((tag) => asked.tagKeys.includes(tag))
      .filter(isFirst)
      .slice(0, 5),
    isSpam: answer.isSpam,
    model,
    fellBack: null,
  }
}

const isFirst = <T>(value: T, index: number, all: T[]) => all.indexOf(value) === index
const oneLine = (text: string) =>
  text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .toWellFormed()

/** The exact words of the text that a quote means, whatever its line breaks and quotation marks; undefined when they are not there. */
function findQuote(quote: string, text: string): string | undefined {
  const wanted = plain(quote).letters.trim()
  if (wanted.length < 2 || wanted.length > 500) return undefined
  const { letters, places } = plain(text)
  const at = letters.indexOf(wanted)
  if (at < 0) return undefined
  return text.slice(places[at], (places[at + wanted.length - 1] ?? text.length) + 1)
}

/** The text with each run of white space as one space and plain quotation marks, and where each letter stood. */
function plain(text: string): { letters: string; places: number[] } {
  let letters = ''
  const places: number[] = []
  for (let index = 0; index < text.length; index++) {
    const letter = text.charAt(index)
    if (/\s/.test(letter)) {
      if (letters.endsWith(' ')) continue
      letters += ' '
    } else letters += letter === '’' || letter === '‘' ? "'" : letter === '“' || letter === '”' ? '"' : letter
    places.push(index)
  }
  return { letters, places }
}

/** Finds the JSON object in an answer that wraps it in fences or prose; undefined when there is none that fits. */
export function answerIn(text: string): Answer | undefined {
  const from = text.indexOf('{')
  const to = text.lastIndexOf('}')
  if (from < 0 || to < from) return undefined
  try {
    const parsed = Answer.safeParse(JSON.parse(text.slice(from, to + 1)))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}
