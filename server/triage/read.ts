/** ONE reading of a conversation: by the chosen model within the time limit, else by the built-in one, which says why. */
import { setTimeout as sleep } from 'node:timers/promises'
import { messageOf } from '../platform/errors.ts'
import { type Reading, sober } from './answer.ts'
import { analyse } from './builtin/analyse.ts'
import type { RemoteModel } from './model.ts'
import { openPatience, type Patience } from './patience.ts'
import type { Question } from './prompt.ts'

/** The whole time for a reading over the network, its tries and waits together, in milliseconds. */
const timeLimit = 10_000
/** Before the second and the third try, in milliseconds. */
const usualWaits = [400, 1200]

/** Reads with the built-in model: half a millisecond, no network. */
export function readBuiltIn({ subject, text, tags, reasonLanguage }: Question, fellBack: string | null = null): Reading {
  const { spamProbability: _, ...reading } = analyse({ text, subject }, { tags, reasonLanguage })
  // It does not ask how spam feels: when a person says that it is none, the neutral label is no finding.
  return { ...reading, isSure: reading.isSure && !reading.isSpam, fellBack }
}

/** Reads a conversation. Never throws: without an answer in time the built-in model reads. */
export async function read(
  remote: RemoteModel | undefined,
  question: Question,
  {
    limit = timeLimit,
    waits = usualWaits,
    signal,
    patience = usual,
  }: { limit?: number; waits?: number[]; signal?: AbortSignal; patience?: Patience } = {},
): Promise<Reading> {
  if (!remote) return readBuiltIn(question)
  const tired = patience.whyNot(remote)
  if (tired) return readBuiltIn(question, tired)
  try {
    const reading = await readOverNetwork(remote, question, { limit, waits, signal })
    patience.answered(remote)
    return reading
  } catch (error) {
    patience.failed(remote, messageOf(error))
    return readBuiltIn(question, messageOf(error))
  }
}

const usual = openPatience()

async function readOverNetwork(
  remote: RemoteModel,
  question: Question,
  { limit, waits, signal: stop }: { limit: number; waits: number[]; signal: AbortSignal | undefined },
): Promise<Reading> {
  const { ask, NoAnswer } = await import('./ask.ts')
  const end = Date.now() + limit
  const signal = AbortSignal.any([AbortSignal.timeout(limit), ...(stop ? [stop] : [])])
  for (const wait of [...waits, undefined]) {
    try {
      const answer = await ask(remote, question, signal)
      const words = `${question.subject}\n\n${question.text}`
      return sober(answer, { text: words, tagKeys: question.tags.map(({ key }) => key) }, remote.model)
    } catch (error) {
      if (!(error instanceof NoAnswer) || !error.mayRetry || wait === undefined) throw error
      const pause = Math.max(wait, error.waitMs)
      if (Date.now() + pause >= end) throw error
      await sleep(pause, undefined, { signal }).catch(() => undefined)
    }
  }
  throw new Error('the model gave no answer')
}
