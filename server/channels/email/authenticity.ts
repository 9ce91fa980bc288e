/**
 * Is a mail from whom it says? SPF, DKIM and DMARC, asked when it comes in: the answer is shown with the mail, and a mail that
 * fails is never put on a ticket by its headers alone.
 */
import { isIPv4 } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DNSResolver } from 'mailauth'
import type { Authenticity } from '../../../shared/messages.ts'
import type { Files } from '../../platform/files.ts'
import type { Payload } from '../channel.ts'
import { rawOf } from '../payload.ts'
import { type Letter, rawHeader } from './letter.ts'

const mostMilliseconds = 5000

/** What was found; null where there is nothing to ask about: a mail from this machine without a signature. */
export async function authenticityOf(files: Files, resolver: DNSResolver, payload: Payload, letter: Letter): Promise<Authenticity | null> {
  const { remoteAddress, helo, from, isRebuilt } = payload.envelope
  if (isRebuilt === true) return null
  const ip = typeof remoteAddress === 'string' && !isNear(remoteAddress) ? remoteAddress : undefined
  if (!ip && rawHeader(letter, 'dkim-signature').length === 0) return null
  // Loaded with the first mail that needs it: a desk at rest does not carry it.
  const { authenticate } = await import('mailauth')
  const asked = authenticate(rawOf(files, payload), {
    ...(ip && { ip, helo: typeof helo === 'string' ? helo : undefined }),
    sender: typeof from === 'string' ? from : undefined,
    mta: 'warmline',
    resolver,
    disableBimi: true,
  })
  const found = await Promise.race([asked, late()])
  if (!found) return { verdict: 'unknown', spf: 'temperror', dkim: 'temperror', dmarc: 'temperror', domain: null }
  const signatures = found.dkim.results ?? []
  const spf = found.spf ? found.spf.status.result : 'none'
  const dkim = signatures.find(({ status }) => status.result === 'pass')?.status.result ?? signatures[0]?.status.result ?? 'none'
  const dmarc = found.dmarc ? found.dmarc.status.result : 'none'
  const isAligned = signatures.some(({ status }) => status.result === 'pass' && status.aligned)
  return {
    verdict: verdictOf(dmarc, isAligned, ip !== undefined),
    spf,
    dkim,
    dmarc,
    domain: found.dmarc ? (found.dmarc.domain ?? null) : null,
  }
}

// A domain that publishes no policy says nothing of what fails; one that does not answer says nothing at all. And without the
// server that handed it over (a mailbox that we read, a provider) half of the question cannot be asked.
const verdictOf = (dmarc: string, isAligned: boolean, knowsServer: boolean): Authenticity['verdict'] =>
  dmarc === 'pass' || isAligned ? 'verified' : dmarc === 'fail' && knowsServer ? 'failed' : 'unknown'

/** What we asked, together with what the receiving server found: it knows who handed the mail over, and we whose signature fits. */
export function withReceived(asked: Authenticity | null, received: Omit<Authenticity, 'verdict'> | undefined): Authenticity | null {
  if (!received) return asked
  const verdict = verdictOf(received.dmarc, asked?.verdict === 'verified', true)
  return { ...received, dkim: asked?.dkim === 'pass' ? 'pass' : received.dkim, verdict }
}

const late = () => sleep(mostMilliseconds, undefined, { ref: false })

/** Loopback and private networks: whoever hands mail over from there is ours, and SPF says nothing of it. */
const isNear = (address: string) => {
  const bare = address.replace(/^::ffff:/, '')
  return isIPv4(bare) ? /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.)/.test(bare) : /^(::1$|f[cd]|fe80)/i.test(bare)
}
