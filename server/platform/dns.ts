/** DNS, as the mail checks ask it: each question ends within seconds, whatever the resolver does. */
import { Resolver } from 'node:dns/promises'

/** A resolver that gives up after a while. Throws node's codes: ENOTFOUND and ENODATA say that there is nothing. */
export function openResolver(): (name: string, type: string) => Promise<string[][] | string[]> {
  const resolver = new Resolver({ timeout: 1500, tries: 2 })
  return async (name, type) => (await resolver.resolve(name, type)) as string[][] | string[]
}
