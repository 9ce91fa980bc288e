/** How the hub is refused; `problem` tells its pages what to do, the message is for whoever builds the shop. */
import { ORPCError } from '@orpc/server'

/** The token is of no use: `expired` and `replayed` are worth another try with a fresh one, `invalid` is not. */
export const unauthorizedBecause = (problem: 'expired' | 'replayed' | 'invalid', message: string) =>
  new ORPCError('UNAUTHORIZED', { message, data: { problem } })

/** Too much at once; `seconds` until it is worth another try. */
export const tooMuch = (message: string, seconds: number) =>
  new ORPCError('TOO_MANY_REQUESTS', { status: 429, message, data: { retryAfterSeconds: seconds } })
