/** Addresses as mails carry them. */
import type { AddressObject, EmailAddress, HeaderValue } from 'mailparser'
import { cleanLine } from './characters.ts'

export interface Address {
  /** In small letters. */
  address: string
  name: string
}

/** The addresses of a header, groups resolved, those without an address left out; at most `most`. */
export function addressesOf(value: HeaderValue | undefined, most = 100): Address[] {
  const found: Address[] = []
  const add = (entries: EmailAddress[]) => {
    for (const { address, name, group } of entries) {
      if (found.length >= most) return
      if (group) add(group)
      const cleaned = cleanAddress(address)
      if (cleaned) found.push({ address: cleaned, name: cleanLine(name ?? '', 200) })
    }
  }
  for (const entry of Array.isArray(value) ? value : [value]) if (isAddressObject(entry)) add(entry.value)
  return found
}

const isAddressObject = (value: unknown): value is AddressObject =>
  typeof value === 'object' && value !== null && 'value' in value && Array.isArray(value.value)

/** An address in small letters, or undefined where it is none. */
export function cleanAddress(address: string | undefined): string | undefined {
  const text = cleanLine(address ?? '', 400)
    .replace(/^<+|>+$/g, '')
    .trim()
    .toLowerCase()
  return text.length <= 320 && /^[^\s@<>,;"]+@[^\s@<>,;"]+$/.test(text) ? text : undefined
}

/** The address without its plus part: local+anything@domain is local@domain. */
export const withoutPlus = (address: string): string => address.toLowerCase().replace(/\+[^@]*@/, '@')
