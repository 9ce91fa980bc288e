/** A shop of somebody else's, on an origin of its own, under the content security policy of the handbook and nothing more. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { signIdentity } from '../../server/hub/identity.ts'

export interface OtherShop {
  url: string
  /** Who is signed in there; null: nobody. */
  who: { sub: string; name: string } | null
  /** The secret that it signs with. */
  secret: string
  /** What it says of who is signed in; a story may have it say something else. */
  token(): Promise<string>
  close(): void
}

/** Opens one that holds the script of this Warmline, twice. */
export async function openOtherShop(warmline: string, secret: string): Promise<OtherShop> {
  const policy = `default-src 'self'; script-src 'self' ${warmline}; frame-src ${warmline}`
  const tag = `<script src="${warmline}/hub.js" data-identity-url="/hub-identity" async></script>`
  const words = '<p>Made by hand, and sent within a day.</p>'.repeat(40)
  const page = `<!doctype html><html lang="en"><head><title>A careful shop</title>${tag}</head><body><h1>A careful shop</h1>${words}${tag}</body></html>`
  const shop: OtherShop = {
    url: '',
    who: null,
    secret,
    token: () => signIdentity({ ...(shop.who ?? { sub: '', name: '' }), jti: crypto.randomUUID(), aud: warmline }, secret, 300),
    close: () => server.close().closeAllConnections(),
  }
  const server = createServer(async ({ url }, response) => {
    if (url === '/hub-identity') {
      response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      return response.end(JSON.stringify({ identity: shop.who ? await shop.token() : null }))
    }
    response.writeHead(url === '/' ? 200 : 404, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy })
    response.end(url === '/' ? page : '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  shop.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return shop
}
