/** The domains of the shop's addresses: each has a DKIM key of its own, or none yet. */
import type { MailDomain } from '../../../shared/mailProof.ts'
import { notFound } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { changeSetting, type Dkim, email, readSetting } from '../../platform/settings.ts'
import { domainOf, ownAddresses } from './addresses.ts'
import { makeKey } from './dkim.ts'

/** Each domain once, that of the first address first; none while no address is set. */
export async function describeDomains({ db }: Pick<Platform, 'db'>): Promise<MailDomain[]> {
  const [own, { keys }] = await Promise.all([ownAddresses(db), readSetting(db, email)])
  const addresses = own.map(({ address }) => address).filter((address) => address !== email.initial.address)
  return [...new Set(addresses.map(domainOf))].map((domain) => {
    const key = keys.find((one) => one.domain === domain)
    return {
      domain,
      addresses: addresses.filter((one) => domainOf(one) === domain),
      hasKey: key !== undefined,
      isSigned: key?.isOn === true,
    }
  })
}

/** One of them, as it is written in the addresses. Throws not-found for any other: we say nothing of strangers' domains. */
export async function getDomain(platform: Pick<Platform, 'db'>, domain: string): Promise<MailDomain> {
  const found = (await describeDomains(platform)).find((one) => one.domain === domain.toLowerCase())
  if (!found) throw notFound('domain')
  return found
}

/** The key of a domain, where there is one. */
export const keyOf = async ({ db }: Pick<Platform, 'db'>, domain: string): Promise<Dkim | undefined> =>
  (await readSetting(db, email)).keys.find((key) => key.domain === domain)

/** Makes a key for a domain of ours, in place of the one there is. */
export async function makeDomainKey(platform: Platform, wished: string): Promise<MailDomain> {
  const { domain } = await getDomain(platform, wished)
  const made = await makeKey(platform.secrets, domain)
  await changeSetting(platform.db, email, (before) => ({ ...before, keys: [...before.keys.filter((key) => key.domain !== domain), made] }))
  return getDomain(platform, domain)
}

/** Turns signing for a domain on or off; the key is kept. */
export async function turnDomainKey(platform: Platform, wished: string, isOn: boolean): Promise<MailDomain> {
  const { domain } = await getDomain(platform, wished)
  await changeSetting(platform.db, email, (before) => {
    if (!before.keys.some((key) => key.domain === domain)) throw notFound('key')
    return { ...before, keys: before.keys.map((key) => (key.domain === domain ? { ...key, isOn } : key)) }
  })
  return getDomain(platform, domain)
}
