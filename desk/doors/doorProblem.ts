/** Why the sign-in refused, in the words of the screen. */
import i18next from 'i18next'
import { reasonOf } from '../reasons.ts'
import { isAuthRefusal } from '../session.ts'

const told: Record<string, string> = {
  INVALID_EMAIL_OR_PASSWORD: 'door.wrong',
  INVALID_PASSWORD: 'door.wrongPassword',
  INVALID_CODE: 'door.wrongCode',
  INVALID_BACKUP_CODE: 'door.wrongCode',
  INVALID_TWO_FACTOR_COOKIE: 'door.codeTooLate',
  INVALID_TOKEN: 'door.linkOld',
  PASSWORD_TOO_SHORT: 'door.tooShort',
  DEACTIVATED: 'door.deactivated',
}

export function doorProblem(error: unknown): string {
  if (!isAuthRefusal(error)) return error instanceof TypeError ? i18next.t('common.unreachable') : reasonOf(error)
  if (error.code === 'TOO_MANY_REQUESTS') return i18next.t('door.tooMany', { count: error.retryAfter ?? 10 })
  const words = told[error.code]
  return words ? i18next.t(words) : error.message
}
