/** Who wrote a mail: usually From, but forwarders, groups and contact forms put somebody else there. */
import { type Address, addressesOf, cleanAddress } from './address.ts'
import { isOwnAddress, type OwnAddress } from './addresses.ts'
import { type Letter, rawHeader } from './letter.ts'

/** Stands for "nobody said": a domain that by RFC 2606 can never receive mail. */
const unknownSender = 'unknown@sender.invalid'

export interface Sender extends Address {
  /** From is an address of our own and nobody else is named: such a mail came from ourselves. */
  isOurselves: boolean
}

// Contact forms and shop software write under such names; the customer is in Reply-To.
const machines =
  /^(no-?_?reply|do-?not-?reply|mailer|notifications?|notify|forms?|contact-?form|webforms?|website|wordpress|www-data|apache|nobody|shop|store|system|postmaster)([+._-].*)?@/

/** Decides who wrote. `own` are the shop's addresses; `envelopeFrom` what the SMTP session said. */
export function senderOf(letter: Letter, own: readonly OwnAddress[], envelopeFrom: string): Sender {
  const from = addressesOf(letter.headers.get('from'))[0]
  const isOwn = (address: string) => isOwnAddress(own, address)
  const others = [
    // Google Groups and Workspace rewrite From where DMARC would fail, and keep the writer here.
    ...['x-original-from', 'x-google-original-from', 'x-original-sender'].flatMap((key) => rawHeader(letter, key).map(parse)),
    ...addressesOf(letter.headers.get('reply-to')),
  ].filter((address): address is Address => address !== undefined && !isOwn(address.address))
  const other = others[0]

  if (from && other && (isOwn(from.address) || isRewritten(from.name) || machines.test(from.address)))
    return { address: other.address, name: other.name || personOf(from.name), isOurselves: false }
  if (from) return { ...from, isOurselves: isOwn(from.address) }
  const fallback = addressesOf(letter.headers.get('sender'))[0] ??
    other ??
    addressesOf(letter.headers.get('return-path'))[0] ??
    parse(envelopeFrom) ?? { address: unknownSender, name: '' }
  return { ...fallback, isOurselves: isOwn(fallback.address) }
}

const isRewritten = (name: string) => / (via|через|über|por medio de) /i.test(name)

/** "'Ada Jansen' via Support" names Ada Jansen. */
const personOf = (name: string) => (isRewritten(name) ? (/^['"]?(.*?)['"]? via /i.exec(name)?.[1] ?? '').trim() : '')

function parse(text: string): Address | undefined {
  const bracketed = /^(.{0,400}?)<([^<>\s]{3,320})>\s*$/.exec(text)
  const address = cleanAddress(bracketed ? bracketed[2] : text)
  if (!address) return undefined
  const name = (bracketed?.[1] ?? '').trim().replace(/^["'](.*)["']$/, '$1')
  return { address, name: name.includes('=?') ? '' : name }
}
