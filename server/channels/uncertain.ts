/** Vendors that cannot be told "this is the same message again": after a call without an answer their receipt is waited for. */
import { type Outgoing, PermanentFailure, TryLater } from './outgoing.ts'

/** So long a vendor has to tell of a message of which no answer came, in seconds; receipts come within a few. */
export const uncertainSeconds = 5 * 60
/** After so many calls without an answer a person decides. */
const mostTimes = 3

/** To be called before sending: throws while an earlier call may still turn out to have sent it. */
export function waitForWord({ uncertain }: Pick<Outgoing, 'uncertain'>, now = Date.now()): void {
  if (!uncertain) return
  if (uncertain.times >= mostTimes) throw new PermanentFailure('No answer came, several times; whether it arrived is not known.')
  const rest = uncertainSeconds - (now - uncertain.at.getTime()) / 1000
  if (rest > 0) throw new TryLater('No answer came; waiting for word of whether it arrived.', Math.ceil(rest))
}
