/**
 * The address to forward to. It holds the support address in its left side (support=jolt.example@help.jolt.example), so that a mail
 * finds its address even where it names none of ours, as a blind copy does.
 */
import { isIPv4 } from 'node:net'
import { hostname } from 'node:os'
import type { Platform } from '../../platform/platform.ts'
import { senderAddress } from './addresses.ts'

/** Where an address of the shop is to be forwarded to; at a machine without a name, in the brackets that mail servers ask for. */
export async function forwardTo(platform: Pick<Platform, 'db' | 'publicUrl'>, connectionId: string | null): Promise<string> {
  const { address } = await senderAddress(platform.db, connectionId)
  const host = reachedAt(platform.publicUrl)
  return `${address.replace('@', '=')}@${isIPv4(host) ? `[${host}]` : host.replace(/^\[/, '[IPv6:')}`
}

/** The address that such a one stands for; undefined for any other. */
export function forwardedFor(address: string): string | undefined {
  // A forwarder may hand the plus part on, behind what it replaces.
  const [, local, domain] = /^([^=@]+)=([^=@+]+)(?:\+[^@]*)?@/.exec(address) ?? []
  return local && domain && `${local}@${domain}`
}

/** The name by which other machines find this one; an address that stands for all of them says nothing. */
export function reachedAt(publicUrl: string): string {
  const { hostname: host } = new URL(publicUrl)
  return host === '0.0.0.0' || host === '[::]' ? hostname() : host
}
