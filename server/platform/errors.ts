/** The errors a caller may see. Anything else becomes a 500 without details, and is logged. */
import { ORPCError } from '@orpc/server'
import type { Refusal } from '../../shared/refusals.ts'

/** No such thing, or not one that this caller may see: the two are told apart by nobody. */
export const notFound = (what: string) => new ORPCError('NOT_FOUND', { message: `There is no such ${what}.` })

/** The wish is understood but cannot be done; the message says why, in words for the screen. */
export const refused = (why: string, data?: unknown) => new ORPCError('UNPROCESSABLE', { status: 422, message: why, data })

/** The same where the screens have words of their own for it. */
export const refusedAs = (refusal: Refusal, why: string) => refused(why, { refusal })

/** Something changed meanwhile; the caller should look again. */
export const conflict = (why: string, data?: unknown) => new ORPCError('CONFLICT', { message: why, data })

export const forbidden = (why = 'Your role does not allow this.') => new ORPCError('FORBIDDEN', { message: why })

export const unauthorized = () => new ORPCError('UNAUTHORIZED', { message: 'Sign in first.' })

/** The disk is full; whoever runs Warmline has to make room. */
export const noSpace = () =>
  new ORPCError('INSUFFICIENT_STORAGE', {
    status: 507,
    message: 'There is no space left for files here. Tell whoever runs Warmline, and try again later.',
  })

/** The message of anything thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
