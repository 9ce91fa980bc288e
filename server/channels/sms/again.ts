/** Did a message go out that nobody heard of? Twilio takes no name of ours for it, so it is looked for among what it has (F9). */
import type { Connected } from '../connected.ts'
import { callTwilio, type Resource } from './twilio.ts'

/** Clocks differ by less than this, in milliseconds. */
const grace = 60_000

export interface Wanted {
  to: string
  text: string
  media: number
  /** When it was first tried. */
  since: Date
  /** What Twilio calls messages that are known to be others. */
  others: Set<string>
}

/** It reached nobody: sending it once more gives it to nobody twice. */
const inVain = ['failed', 'undelivered', 'canceled']

/** The message at Twilio that this attempt would repeat, or undefined. */
export async function findSent(connection: Connected, { to, text, media, since, others }: Wanted): Promise<Resource | undefined> {
  const query = new URLSearchParams({ To: to, PageSize: '100' })
  const { messages } = await callTwilio<{ messages: Resource[] }>(connection, `/Messages.json?${query}`)
  return messages.find(
    (one) =>
      one.direction !== 'inbound' &&
      !inVain.includes(one.status) &&
      !others.has(one.sid) &&
      Date.parse(one.date_created) >= since.getTime() - grace &&
      Number(one.num_media) === media &&
      same(one.body, text),
  )
}

/** The same text, though the service may have put plain signs for typographic ones and short addresses for long ones. */
const same = (one: string | null, other: string) => plain(one ?? '') === plain(other)

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/https?:\/\/\S+/gi, '§')
    .replace(/[‘’‚‛′`]/g, "'")
    .replace(/[“”„‟″«»]/g, '"')
    .replace(/[‐-―−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
