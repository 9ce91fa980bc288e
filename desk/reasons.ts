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

/** A reason of the server; in its own sentence where it is newer than this page. */
export function sayReason({ code, values, sentence }: Reason): string {
  if (!i18next.exists(`refusal.${code}`)) return sentence
  // A condition is called here as the filter calls it.
  const name = wordOr(`filter.field.${values.field}`, String(values.name ?? ''))
  return i18next.t(`refusal.${code}`, { ...values, name })
}
