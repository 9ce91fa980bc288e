/** Reports about our own mails: what could not be delivered (RFC 3464), and whom it annoyed (RFC 5965). */
import type { Files } from '../../platform/files.ts'
import type { Payload } from '../channel.ts'
import type { Fact } from '../incoming.ts'
import { bytesOf } from '../payload.ts'
import { cleanAddress } from './address.ts'
import { messageIdsOf } from './thread.ts'

/** What a report says, and of which of our mails. */
export interface Report {
  facts: Fact[]
  /** `failed`: at least one address does not take mail. `delayed`: it is still tried. */
  outcome: 'failed' | 'delayed' | 'complained' | null
}

const mostBytes = 2_000_000

/** Reads the machine-readable parts of a report from its raw bytes: what a mail program shows as text is what we need as lines. */
export async function readReport(files: Files, payload: Payload): Promise<Report> {
  const at = payload.receivedAt
  const raw = await bodyOf(files, payload)
  const [ourId] = messageIdsOf(valuesOf(raw, 'message-id'))
  const feedback = partOf(raw, 'feedback-report')
  if (feedback) {
    const [recipient] = [...valuesOf(feedback, 'original-rcpt-to'), ...valuesOf(raw, 'to')].flatMap(
      (value) => cleanAddress(bare(value)) ?? [],
    )
    const said = valuesOf(feedback, 'feedback-type')[0] ?? ''
    return { outcome: 'complained', facts: recipient ? [{ kind: 'complained', from: { kind: 'email', value: recipient }, said, at }] : [] }
  }
  const status = partOf(raw, '(?:global-)?delivery-status')
  const facts: Fact[] = []
  let outcome: Report['outcome'] = null
  // The first block is of the whole mail, each further one of an address.
  for (const block of status.split(/\r?\n\r?\n/)) {
    const [action = ''] = valuesOf(block, 'action').map((value) => value.toLowerCase())
    const [code = ''] = valuesOf(block, 'status')
    const address = [...valuesOf(block, 'original-recipient'), ...valuesOf(block, 'final-recipient')].flatMap(
      (value) => cleanAddress(bare(value)) ?? [],
    )[0]
    if (action === 'delayed') outcome ??= 'delayed'
    if (action !== 'failed' || !address) continue
    outcome = 'failed'
    const said = [code, valuesOf(block, 'diagnostic-code')[0]?.replace(/^smtp;\s*/i, '')].filter(Boolean).join(' ').slice(0, 500)
    // 5.x.x: there is no such address, or it refuses for good; 4.x.x in the end: it may take the next one.
    if (code.startsWith('5')) facts.push({ kind: 'bounced', from: { kind: 'email', value: address }, said, at })
    if (ourId) facts.push({ kind: 'receipt', externalId: ourId, state: 'failed', at, error: `${address}: ${said}` })
  }
  return { facts, outcome }
}

/** What stands below the report's own header: its parts, and our mail or its headers as one of them. */
async function bodyOf(files: Files, payload: Payload): Promise<string> {
  if (payload.size > mostBytes) return ''
  const text = (await bytesOf(files, payload)).toString('latin1')
  return text.slice(Math.max(text.search(/\r?\n\r?\n/), 0))
}

/** The part of such a type, from below its header to the next boundary. */
function partOf(raw: string, type: string): string {
  const header = new RegExp(`^content-type:\\s*message/${type}\\b`, 'im').exec(raw)
  if (!header) return ''
  const below = raw.slice(header.index)
  const body = below.slice(below.search(/\r?\n\r?\n/)).trimStart()
  const end = body.search(/^--/m)
  return end < 0 ? body : body.slice(0, end)
}

/** Every value of a header in a block of headers, unfolded. */
const valuesOf = (block: string, name: string): string[] =>
  [...block.replace(/\r?\n[ \t]+/g, ' ').matchAll(new RegExp(`^${name}:[ \\t]*(.*)$`, 'gim'))].map((match) => (match[1] ?? '').trim())

/** `rfc822; ana@customer.example` names ana@customer.example; so does `<ana@customer.example>`. */
const bare = (value: string) =>
  value
    .replace(/^[\w-]+\s*;\s*/, '')
    .replace(/^.*<([^<>]+)>.*$/, '$1')
    .trim()
