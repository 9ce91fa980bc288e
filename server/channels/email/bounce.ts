/** Reports about our own mails: what could not be delivered (RFC 3464), and whom it annoyed (RFC 5965). */
import type { Files } from '../../platform/files.ts'
import type { Payload } from '../channel.ts'
import { beginningOf } from '../payload.ts'
import { cleanAddress } from './address.ts'
import { type Letter, rawHeader } from './letter.ts'
import { messageIdsOf } from './thread.ts'

/** What a server says of one of our mails. */
export interface Report {
  /** `failed`: at least one address does not take it. `delayed`: it is still tried. `passed`: it went on to a server that reports nothing. */
  outcome: 'failed' | 'delayed' | 'complained' | 'delivered' | 'passed'
  /** Whom it is about, with the server's words; `isFinal`: this address takes no mail, neither this one nor the next. */
  about: { address: string; said: string; isFinal: boolean }[]
  /** The ids of the mail that it may be about, the surest first, and the tokens of the Reply-To address in it. */
  externalIds: string[]
  tokens: string[]
}

/** So much of a report is read: what it says comes first, then our mail with whatever was attached to it. */
const mostBytes = 2_000_000
const mostIds = 20

/** Reads the machine-readable parts of a report from its raw bytes: what a mail program shows as text is what we need as lines. */
export async function readReport(files: Files, payload: Payload, letter: Letter): Promise<Report | null> {
  const raw = await bodyOf(files, payload)
  const ids = messageIdsOf(valuesOf(raw, 'message-id')).slice(0, mostIds)
  const tokens = [...new Set([...raw.matchAll(/\+t([a-z0-9]{6,64})@/gi)].map((match) => (match[1] ?? '').toLowerCase()))].slice(0, mostIds)
  const feedback = partOf(raw, 'feedback-report')
  if (feedback) {
    const address = addressesIn([...valuesOf(feedback, 'original-rcpt-to'), ...valuesOf(raw, 'to')])[0]
    const said = valuesOf(feedback, 'feedback-type')[0] ?? ''
    return { outcome: 'complained', about: address ? [{ address, said, isFinal: false }] : [], externalIds: ids, tokens }
  }
  const told = statusOf(raw) ?? plainly(raw, letter)
  if (!told) return null
  // A server that returns nothing of our mail names it by what it answers.
  return { ...told, externalIds: [...new Set([...ids, ...messageIdsOf(rawHeader(letter, 'in-reply-to')).slice(0, 1)])], tokens }
}

const outcomes: Record<string, Report['outcome']> = {
  failed: 'failed',
  delayed: 'delayed',
  delivered: 'delivered',
  relayed: 'passed',
  expanded: 'passed',
}

/** What the blocks of each address say; undefined where there are none. */
function statusOf(raw: string): Pick<Report, 'outcome' | 'about'> | undefined {
  const about: (Report['about'][number] & { outcome: Report['outcome'] })[] = []
  // The first block is of the whole mail, each further one of an address.
  for (const block of partOf(raw, '(?:global-)?delivery-status').split(/\r?\n\r?\n/)) {
    const outcome = outcomes[(valuesOf(block, 'action')[0] ?? '').toLowerCase().replace(/[^a-z].*$/, '')]
    const code = (valuesOf(block, 'status')[0] ?? '').replace(/[^\d.].*$/, '')
    const address = addressesIn([...valuesOf(block, 'original-recipient'), ...valuesOf(block, 'final-recipient')])[0]
    if (!outcome || !address) continue
    const said = [code, valuesOf(block, 'diagnostic-code')[0]?.replace(/^(smtp|x-[\w-]+);\s*/i, '')].filter(Boolean).join(' ')
    // 5.x.x: there is no such address, or it refuses for good; 4.x.x in the end: it may take the next one.
    about.push({ outcome, address, said: said.slice(0, 500), isFinal: code.startsWith('5') })
  }
  const outcome = (['failed', 'delayed', 'delivered', 'passed'] as const).find((one) => about.some((each) => each.outcome === one))
  return outcome && { outcome, about: about.filter((each) => each.outcome === outcome) }
}

/** A report for people alone, as Exim and qmail write it, or one whose status was lost on the way: a header names the addresses, or its first lines do. */
function plainly(raw: string, letter: Letter): Pick<Report, 'outcome' | 'about'> | undefined {
  const text = letter.text.slice(0, 20_000)
  const words = /^[^\S\n]*(?:\S+: *)?(?:SMTP error.*?: *)?([45]\d\d[ -]+(?:[45]\.\d+\.\d+ )?.+)$/m.exec(text)?.[1]?.trim() ?? ''
  const named = rawHeader(letter, 'x-failed-recipients').flatMap((value) => value.split(','))
  // Where nothing of our mail came back with it, nobody can tell what it is about.
  const listed =
    named.length > 0
      ? named
      : /^message-id:/im.test(raw)
        ? [...text.matchAll(/^[^\S\n]*<([^<>\s]+@[^<>\s]+)>:/gm)].map((match) => match[1] ?? '')
        : []
  const isDelay = /\b(delay(ed)?|warning|deferred)\b/i.test(rawHeader(letter, 'subject').join(' '))
  const about = addressesIn(listed).map((address) => ({ address, said: words.slice(0, 500), isFinal: !isDelay && words.startsWith('5') }))
  return about.length > 0 ? { outcome: isDelay ? 'delayed' : 'failed', about } : undefined
}

/** What stands below the report's own header: its parts, and our mail or its headers as one of them. */
async function bodyOf(files: Files, payload: Payload): Promise<string> {
  const text = (await beginningOf(files, payload, mostBytes)).toString('latin1')
  return text.slice(Math.max(text.search(/\r?\n\r?\n/), 0))
}

/** The parts of such a type, each from below its header to the next boundary. */
function partOf(raw: string, type: string): string {
  const parts = [...raw.matchAll(new RegExp(`^content-type:\\s*message/${type}\\b`, 'gim'))].map((header) => {
    const below = raw.slice(header.index)
    const body = below.slice(Math.max(below.search(/\r?\n\r?\n/), 0)).trimStart()
    const end = body.search(/^--/m)
    return end < 0 ? body : body.slice(0, end)
  })
  return parts.join('\n\n')
}

/** Every value of a header in a block of headers, unfolded. */
const valuesOf = (block: string, name: string): string[] =>
  [...block.replace(/\r?\n[ \t]+/g, ' ').matchAll(new RegExp(`^${name}:[ \\t]*(.*)$`, 'gim'))].map((match) => (match[1] ?? '').trim())

/** `rfc822; ana@customer.example` names ana@customer.example; so does `<ana@customer.example>`. */
const addressesIn = (values: string[]): string[] => [
  ...new Set(
    values.flatMap(
      (value) =>
        cleanAddress(
          value
            .replace(/^[\w-]+\s*;\s*/, '')
            .replace(/^.*<([^<>]+)>.*$/, '$1')
            .trim(),
        ) ?? [],
    ),
  ),
]
