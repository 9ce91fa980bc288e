/** DKIM: a signature in our outgoing mail, and the DNS record by which receivers check it. */
import { generateKeyPair } from 'node:crypto'
import { Resolver } from 'node:dns/promises'
import { promisify } from 'node:util'
import type { SendMailOptions } from 'nodemailer'
import type { RecordState } from '../../../shared/settings.ts'
import type { Secrets } from '../../platform/secrets.ts'
import type { Dkim } from '../../platform/settings.ts'

const selector = 'warmline'

/** Makes a key for a domain, turned off: a signature whose record is not in DNS yet would count as forged. */
export async function makeKey(secrets: Secrets, domain: string): Promise<Dkim> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'der' },
  })
  return { domain, selector, sealedKey: secrets.seal(privateKey), publicKey: publicKey.toString('base64'), isOn: false }
}

/** What makes nodemailer sign a mail; nothing where there is no key or it is turned off. */
export function signature(secrets: Secrets, dkim: Dkim | null): Pick<SendMailOptions, 'dkim'> {
  if (!dkim?.isOn) return {}
  return { dkim: { domainName: dkim.domain, keySelector: dkim.selector, privateKey: secrets.open(dkim.sealedKey) } }
}

/** The TXT record to publish. */
export const recordOf = ({ domain, selector, publicKey }: Dkim) => ({
  name: `${selector}._domainkey.${domain}`,
  value: `v=DKIM1; k=rsa; p=${publicKey}`,
})

/** Asks DNS for the record. */
export async function lookUpRecord(dkim: Dkim, resolver = new Resolver({ timeout: 3000, tries: 2 })): Promise<RecordState> {
  try {
    const records = await resolver.resolveTxt(recordOf(dkim).name)
    const keys = records.map((parts) => /(?:^|;)\s*p=([^;]*)/.exec(parts.join(''))?.[1]?.replace(/\s/g, ''))
    return keys.includes(dkim.publicKey) ? 'published' : 'other'
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    return code === 'ENOTFOUND' || code === 'ENODATA' ? 'missing' : 'unknown'
  }
}
