/**
 * What went wrong, in the words of the screen: by the server's code where it gives one, else in its own sentence. The words are
 * there before any refusal is: api.ts brings them with the first one.
 */
import { ORPCError } from '@orpc/client'
import i18next from 'i18next'
import type { Reason } from '../shared/refusals.ts'
import { wordOr } from './i18n.ts'

const general: Record<string, string> = {
  NOT_FOUND: 'refusal.not_found',
  UNAUTHORIZED: 'refusal.signed_out',
  FORBIDDEN: 'refusal.forbidden',
  INTERNAL_SERVER_ERROR: 'refusal.server',
}

/** What went wrong, for a person to read. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof ORPCError)) return error instanceof Error ? error.message : String(error)
  const { refusal, values = {} } = Object(error.data) as { refusal?: string; values?: Reason['values'] }
  if (refusal) return sayReason({ code: refusal, values, sentence: error.message })
  const key = general[String(error.code)]
  return key ? wordOr(key, error.message) : error.message
}

/** Values that the screen has its own words for: what they are called in the sentence, by which value, and where the words stand. */
const called = [
  ['name', 'field', 'filter.field'],
  ['action', 'actionKey', 'action'],
  ['why', 'why', 'ticket.mayNot.why'],
  ['instead', 'instead', 'ticket.mayNot.instead'],
] as const

/** A reason of the server; in its own sentence where it is newer than this page, or what it names stands on other pages. */
export function sayReason({ code, values, sentence }: Reason): string {
  const words = called.flatMap(([name, by, place]) => {
    const key = `${place}.${values[by]}`
    return i18next.exists(key) ? [[name, i18next.t(key)] as const] : []
  })
  const isWhole = code !== 'may_not_reply' || words.length === 2
  return isWhole && i18next.exists(`refusal.${code}`) ? i18next.t(`refusal.${code}`, { ...values, ...Object.fromEntries(words) }) : sentence
}
