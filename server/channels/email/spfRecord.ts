/** SPF: does the domain say that our outgoing server may send for it? */
import { isIP } from 'node:net'
import type { MailRecord } from '../../../shared/mailProof.ts'
import type { Platform } from '../../platform/platform.ts'

export type AskDns = Platform['askDns']

/** What the services tell their customers to write into SPF, by the host to which one sends. */
const services: [host: RegExp, mechanism: string][] = [
  [/(^|\.)(gmail|google|googlemail)\.com$/, 'include:_spf.google.com'],
  [/(^|\.)(office365|outlook)\.com$/, 'include:spf.protection.outlook.com'],
  [/(^|\.)sendgrid\.net$/, 'include:sendgrid.net'],
  [/(^|\.)mailgun\.org$/, 'include:mailgun.org'],
  [/(^|\.)postmarkapp\.com$/, 'include:spf.mtasv.net'],
  [/(^|\.)amazonaws\.com$/, 'include:amazonses.com'],
  [/(^|\.)mailjet\.com$/, 'include:spf.mailjet.com'],
  [/(^|\.)(brevo|sendinblue)\.com$/, 'include:spf.brevo.com'],
  [/(^|\.)zoho\.(com|eu)$/, 'include:zohomail.com'],
  [/(^|\.)fastmail\.com$/, 'include:spf.messagingengine.com'],
]

type Told = Omit<MailRecord, 'kind' | 'name' | 'type' | 'found'>
const told = (code: MailRecord['code'], state: MailRecord['state'], wished: string | null = null, values = {}): Told => ({
  code,
  state,
  wished,
  values,
})

/** What to say of a domain's SPF records; `server` is the host to which we hand mail over, undefined where there is none. */
export async function spfRecord(
  ask: AskDns,
  { domain, address, server }: { domain: string; address: string; server: string | undefined },
  records: string[],
): Promise<Told> {
  const mechanism = server && (services.find(([host]) => host.test(server))?.[1] ?? `${isIP(server) ? `ip${isIP(server)}` : 'a'}:${server}`)
  const [record] = records
  if (records.length > 1) return told('spf_several', 'bad')
  if (!mechanism) return record ? told('spf_no_server', 'todo') : told('spf_missing', 'todo')
  if (!record) return told('spf_missing', 'todo', `v=spf1 ${mechanism} ~all`)
  if (/\s\+?all\s*$/i.test(record)) return told('spf_open', 'bad', record.replace(/\s\+?all\s*$/i, ' ~all'))
  const terms = record.toLowerCase().split(/\s+/)
  if (terms.includes(mechanism.toLowerCase()) || terms.includes(`+${mechanism.toLowerCase()}`)) return told('spf_good', 'good')
  const results = await Promise.all((await addressesOf(ask, server)).map((ip) => resultFor(ask, { ip, domain, address })))
  if (results.includes('permerror')) return told('spf_broken', 'bad')
  if (results.length > 0 && results.every((result) => result === 'pass')) return told('spf_good', 'good')
  return told('spf_without_server', 'bad', withMechanism(record, mechanism), { server })
}

/** In front of everything: what comes behind `all` is not read. */
const withMechanism = (record: string, mechanism: string) => record.replace(/^v=spf1/i, (version) => `${version} ${mechanism}`)

async function addressesOf(ask: AskDns, server: string): Promise<string[]> {
  const all = await Promise.all(['A', 'AAAA'].map((type) => ask(server, type).catch(() => [])))
  return all.flat(2).slice(0, 8)
}

async function resultFor(ask: AskDns, { ip, domain, address }: { ip: string; domain: string; address: string }): Promise<string> {
  // Loaded when somebody asks: a desk at rest does not carry it.
  const { spf } = await import('mailauth/lib/spf/index.js')
  const { status } = await spf({ ip, sender: address, helo: domain, resolver: ask, mta: 'warmline' })
  return status.result
}
