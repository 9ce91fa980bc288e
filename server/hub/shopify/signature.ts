/** How Shopify signs what it forwards to an app (app proxy). https://shopify.dev/docs/apps/build/online-store/app-proxies/authenticate-app-proxies */
import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Was this query signed with the app's secret? Every parameter but the signature as `name=value`, decoded, of those named several times
 * the values with commas between; sorted, written one after another, HMAC-SHA256 in hexadecimal.
 */
export function isSigned(query: URLSearchParams, secret: string): boolean {
  const names = [...new Set(query.keys())].filter((name) => name !== 'signature')
  const signed = names
    .map((name) => `${name}=${query.getAll(name).join(',')}`)
    .sort()
    .join('')
  const expected = createHmac('sha256', secret).update(signed).digest()
  const given = Buffer.from(query.get('signature') ?? '', 'hex')
  return given.length === expected.length && timingSafeEqual(given, expected)
}
