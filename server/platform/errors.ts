/** The errors a caller may see. Anything else becomes a 500 without details, and is logged. */
import { ORPCError } from '@orpc/server'
import type { Reason } from '../../shared/refusals.ts'

/** No such thing, or not one that this caller may see: the two are told apart by nobody. */
export const notFound = (what: string) => new ORPCError('NOT_FOUND', { message: `There is no such ${what}.` })

/** The wish is understood but cannot be done; `why` says it for the screen, by a code where the desk has words for it. */
export const refused = (why: string | Reason, data?: object) => new ORPCError('UNPROCESSABLE', { status: 422, ...told(why, data) })

/** Something changed meanwhile; the caller should look again. */
export const conflict = (why: string | Reason, data?: object) => new ORPCError('CONFLICT', told(why, data))

/** The caller is known and may not. */
export const forbidden = (why: string | Reason = 'Your role does not allow this.') => new ORPCError('FORBIDDEN', told(why))

const told = (why: string | Reason, data?: object) =>
  typeof why === 'string' ? { message: why, data } : { message: why.sentence, data: { ...data, refusal: why.code, values: why.values } }

/** Why something was refused, to be kept and said later. */
export function reasonIn({ message: sentence, data }: ORPCError<string, unknown>): Reason {
  const { refusal = '', values = {} } = Object(data) as { refusal?: string; values?: Reason['values'] }
  return { code: refusal, values, sentence }
}

/** The caller is not known. */
export const unauthorized = () => new ORPCError('UNAUTHORIZED', { message: 'Sign in first.' })

/** The disk is full; whoever runs Warmline has to make room. */
export const noSpace = () =>
  new ORPCError('INSUFFICIENT_STORAGE', {
    status: 507,
    message: 'There is no space left for files here. Tell whoever runs Warmline, and try again later.',
  })

/** The message of anything thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
