/** Asking a mail provider what it has for us. */
import { z } from 'zod'
import { messageOf } from '../../platform/errors.ts'

/** A mail at the provider's, by the id that its webhook gave too; `again` has it brought once more, where the provider gave up. */
export interface Listed {
  id: string
  again?: () => Promise<void>
}

/** From when to when it is asked for: what came just now may be on its way to us. */
export interface Span {
  since: Date
  until: Date
}

const mostMilliseconds = 30_000

/** The JSON that it answers with. Throws in its words, with its `status`. */
export async function askProvider(url: string, init: RequestInit): Promise<unknown> {
  const answer = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(mostMilliseconds) })
  const text = await answer.text()
  if (!answer.ok) throw Object.assign(new Error(`${answer.status} ${wordsIn(text)}`.trim().slice(0, 300)), { status: answer.status })
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`The answer is no JSON: ${messageOf(error)}`, { cause: error })
  }
}

function wordsIn(text: string): string {
  try {
    const { Message, message } = z.object({ Message: z.string().optional(), message: z.string().optional() }).parse(JSON.parse(text))
    return Message ?? message ?? ''
  } catch {
    return ''
  }
}
