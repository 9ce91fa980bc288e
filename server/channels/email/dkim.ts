/** DKIM: a signature in our outgoing mail, by a key of its own for each domain, and the DNS record by which receivers check it. */
import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import type { SendMailOptions } from 'nodemailer'
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

/** Where a domain's key is published, whether there is one yet or not. */
export const recordName = (domain: string) => `${selector}._domainkey.${domain}`

/** The TXT record to publish. */
export const recordOf = ({ domain, publicKey }: Dkim) => ({ name: recordName(domain), value: `v=DKIM1; k=rsa; p=${publicKey}` })
