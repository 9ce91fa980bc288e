/** The DNS records by which others trust mail of a domain: asked, held against what they should be, each told as a code. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { MailRecord } from '../../../shared/mailProof.ts'
import type { Platform } from '../../platform/platform.ts'
import { recordName, recordOf } from './dkim.ts'
import { getDomain, keyOf } from './domains.ts'
import { type AskDns, spfRecord } from './spfRecord.ts'

type Found = { texts: string[] } | 'no_answer'
type Told = Omit<MailRecord, 'kind' | 'name' | 'type' | 'found'>

const mostMilliseconds = 8000

/** Asks for all of them, side by side. What DNS does not answer within seconds says so. */
export async function checkRecords(platform: Platform, wished: string): Promise<MailRecord[]> {
  const { domain, addresses } = await getDomain(platform, wished)
  const ask: AskDns = (name, type) => Promise.race([platform.askDns(name, type), late()])
  const [spf, dkim, dmarc, mx] = await Promise.all([
    textsAt(ask, domain),
    textsAt(ask, recordName(domain)),
    textsAt(ask, `_dmarc.${domain}`),
    hostsAt(ask, domain),
  ])
  const key = await keyOf(platform, domain)
  const server = platform.config.smtpUrl ? new URL(platform.config.smtpUrl).hostname.replace(/^\[|\]$/g, '') : undefined
  const told: MailRecord[] = [
    record('spf', domain, 'TXT', spf, await spfRecord(ask, { domain, address: addresses[0] ?? '', server }, isSpf(spf))),
    record('dkim', recordName(domain), 'TXT', dkim, dkimTold(dkim, key && recordOf(key).value, key?.isOn === true)),
    record('mx', domain, 'MX', mx, { ...(textsOf(mx).length > 0 ? good('mx_good') : { ...todo('mx_missing', null), state: 'bad' }) }),
  ]
  const isTrusted = told.every(({ state, kind }) => kind === 'mx' || state === 'good')
  const policy = record('dmarc', `_dmarc.${domain}`, 'TXT', dmarc, dmarcTold(dmarc, addresses[0] ?? '', isTrusted))
  return [...told.slice(0, 2), policy, ...told.slice(2)]
}

const late = async (): Promise<never> => {
  await sleep(mostMilliseconds, undefined, { ref: false })
  throw new Error('DNS did not answer in time')
}

/** What stands there; where DNS said nothing, that is told in place of what was made of it. */
const record = (kind: MailRecord['kind'], name: string, type: MailRecord['type'], found: Found, told: Told): MailRecord => ({
  kind,
  name,
  type,
  found: textsOf(found).filter((text) => kind === 'dkim' || kind === 'mx' || isOfKind(kind, text)),
  // What to publish of our own key is known whether DNS answers or not.
  ...(found === 'no_answer' ? { wished: kind === 'dkim' ? told.wished : null, state: 'unknown', code: 'no_answer', values: {} } : told),
})

const textsOf = (found: Found): string[] => (found === 'no_answer' ? [] : found.texts)
// Other things stand at the name of a domain too: proofs that somebody owns it.
const isOfKind = (kind: 'spf' | 'dmarc' | 'dkim' | 'mx', text: string) => text.toLowerCase().startsWith(`v=${kind}1`)
const isSpf = (found: Found): string[] => textsOf(found).filter((text) => /^v=spf1(\s|$)/i.test(text))

async function textsAt(ask: AskDns, name: string): Promise<Found> {
  return found(async () => (await ask(name, 'TXT')).map((parts) => (Array.isArray(parts) ? parts.join('') : parts)))
}

/** The servers that take a domain's mail. */
async function hostsAt(ask: AskDns, name: string): Promise<Found> {
  const all: Found = await found(async () => (await ask(name, 'MX')).map(hostOf))
  // One lone dot says that the domain takes no mail (RFC 7505).
  return all === 'no_answer' ? all : { texts: all.texts.filter((host) => host !== '') }
}

const hostOf = (entry: unknown): string =>
  typeof entry === 'object' && entry !== null && 'exchange' in entry ? String(entry.exchange).replace(/\.$/, '') : ''

async function found(asked: () => Promise<string[]>): Promise<Found> {
  try {
    return { texts: await asked() }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    return code === 'ENOTFOUND' || code === 'ENODATA' ? { texts: [] } : 'no_answer'
  }
}

const good = (code: MailRecord['code']): Told => ({ wished: null, state: 'good', code, values: {} })
const todo = (code: MailRecord['code'], wished: string | null): Told => ({ wished, state: 'todo', code, values: {} })

function dkimTold(published: Found, wished: string | undefined, isOn: boolean): Told {
  if (!wished) return todo('dkim_no_key', null)
  const keyIn = (text: string) => /(?:^|;)\s*p=([^;]*)/.exec(text)?.[1]?.replace(/\s/g, '')
  const texts = textsOf(published)
  if (texts.some((text) => keyIn(text) === keyIn(wished))) return isOn ? good('dkim_good') : { ...todo('dkim_ready', null) }
  // Signed mail whose key is not there counts as forged.
  if (isOn) return { ...todo('dkim_on_too_early', wished), state: 'bad' }
  return todo(texts.length > 0 ? 'dkim_other' : 'dkim_missing', wished)
}

function dmarcTold(published: Found, address: string, isTrusted: boolean): Told {
  const policies = textsOf(published).filter((text) => isOfKind('dmarc', text))
  const [policy = ''] = policies
  const wished = `v=DMARC1; p=none; rua=mailto:${address}`
  if (policies.length === 0) return todo('dmarc_missing', wished)
  if (policies.length > 1) return { ...todo('dmarc_several', null), state: 'bad' }
  const asks = /(?:^|;)\s*p\s*=\s*(\w+)/i.exec(policy)?.[1]?.toLowerCase()
  if (asks !== 'none' && asks !== 'quarantine' && asks !== 'reject') return { ...todo('dmarc_broken', wished), state: 'bad' }
  if (asks === 'none') return good('dmarc_watching')
  return isTrusted ? good('dmarc_good') : { ...todo('dmarc_refuses_ours', null), state: 'bad', values: { policy: asks } }
}
