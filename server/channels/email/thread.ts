/** What a mail says it answers: Message-IDs, and the tokens of our own Reply-To addresses. */
import { addressesOf, cleanAddress, withoutPlus } from './address.ts'
import type { OwnAddress } from './addresses.ts'
import { forwardedFor } from './forward.ts'
import { type Letter, rawHeader } from './letter.ts'

const mostIds = 50
const mostIdCharacters = 500

/** The ids of a header such as References, without brackets, in order, each once. */
export function messageIdsOf(values: string[]): string[] {
  const ids = new Set<string>()
  for (const value of values) {
    const bracketed = [...value.slice(0, 50_000).matchAll(/<([^<>]{1,1000})>/g)].map((match) => match[1] ?? '')
    // Some senders leave the brackets out.
    const found = bracketed.length > 0 ? bracketed : value.split(/[\s,;]+/).filter((word) => word.includes('@'))
    for (const id of found) {
      const cleaned = cleanId(id)
      if (cleaned) ids.add(cleaned)
    }
  }
  return [...ids]
}

/** A Message-ID as we keep it: without brackets, spaces and the quotes that some servers put around its left side. */
export const cleanId = (id: string): string =>
  id
    .replace(/\s+/g, '')
    .replace(/^<+|>+$/g, '')
    .replace(/^"(.*)"@/, '$1@')
    .slice(0, mostIdCharacters)

/** Reads how a mail names what it answers: the nearest id first. */
export function threadOf(
  letter: Letter,
  recipients: string[],
): { externalIds: string[]; tokens: string[]; inReplyTo: string[]; references: string[] } {
  const inReplyTo = messageIdsOf(rawHeader(letter, 'in-reply-to')).slice(0, mostIds)
  const references = messageIdsOf(rawHeader(letter, 'references')).slice(-mostIds)
  const externalIds = [...new Set([...inReplyTo, ...references.toReversed()])].slice(0, mostIds)
  return { externalIds, tokens: tokensOf(letter, recipients), inReplyTo, references }
}

/** The headers by which servers and programs say to whom a mail went, the surest first. */
const recipientHeaders = ['delivered-to', 'x-original-to', 'x-forwarded-to', 'envelope-to', 'x-envelope-to', 'x-rcpt-to', 'to', 'cc']

/** Everything that says to whom a mail went: the session's recipients, then what the headers name, addresses and raw lines. */
const namedRecipients = (letter: Letter, recipients: string[]): string[] => [
  ...recipients,
  ...recipientHeaders.flatMap((key) => [...addressesOf(letter.headers.get(key)).map(({ address }) => address), ...rawHeader(letter, key)]),
]

/**
 * Which of the shop's addresses a mail came to: the one it names, the surest way of naming first. `arrivedBy` is the connection whose
 * mailbox or webhook brought it; it counts where the mail names it, or none of ours.
 */
export function reachedBy(letter: Letter, recipients: string[], own: readonly OwnAddress[], arrivedBy: string | null): string | null {
  const named = namedRecipients(letter, recipients).flatMap((text) => {
    const address = cleanAddress(text.replace(/^.*<([^<>]+)>.*$/, '$1'))
    return ownOf(own, address) ?? ownOf(own, address && forwardedFor(address)) ?? []
  })
  if (arrivedBy && named.some(({ connectionId }) => connectionId === arrivedBy)) return arrivedBy
  return (named[0] ?? { connectionId: arrivedBy }).connectionId
}

const ownOf = (own: readonly OwnAddress[], address: string | undefined): OwnAddress | undefined =>
  address ? own.find((one) => withoutPlus(one.address) === withoutPlus(address)) : undefined

function tokensOf(letter: Letter, recipients: string[]): string[] {
  const addresses = namedRecipients(letter, recipients)
  const tokens = new Set<string>()
  for (const text of addresses)
    for (const match of text
      .toLowerCase()
      .slice(0, 20_000)
      .matchAll(/\+t([a-z0-9]{6,64})@/g))
      if (match[1]) tokens.add(match[1])
  return [...tokens].slice(0, 20)
}
