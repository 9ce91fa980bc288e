/** A part of the build: the contract as the browser needs it. */
import { minifyContractRouter } from '@orpc/contract'
import type { Plugin } from 'vite'
import { contract } from '../shared/contract.ts'

/**
 * Offers `virtual:contract-routes`. The browser needs only the contract's methods and paths, so the schemas (and zod with
 * them) stay at home.
 */
export function contractRoutes(): Plugin {
  const name = 'virtual:contract-routes'
  return {
    name,
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load: (id) => (id === `\0${name}` ? `export default ${JSON.stringify(minifyContractRouter(contract))}` : undefined),
  }
}
