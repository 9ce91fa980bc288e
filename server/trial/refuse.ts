/** What the demo's devices cannot do: each with a code, which the page says in its language. */
import { ORPCError } from '@orpc/server'

const sentences = {
  NO_REACTION: 'Nobody reacts to this.',
  NOT_TAKEN_BACK: 'This cannot be taken back.',
  NOT_TAKEN: 'The shop’s connection does not take it now.',
  MAIL_OFF: 'Incoming mail is turned off (INBOUND_SMTP_PORT), so nobody can write to the shop.',
  MAIL_GONE: 'The mail that you answer is not in this mailbox any more.',
}

/** `told`: what to add for whoever reads the answer itself. */
export const cannot = (code: keyof typeof sentences, told = '') =>
  new ORPCError(code, { status: 422, message: `${sentences[code]}${told && ` (${told})`}` })

export const codes = Object.keys(sentences)
