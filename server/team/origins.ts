/** Which pages may use an agent's cookie: ours, under the address that people use. */

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]']
// Listening on every address is no address that anybody opens; on this machine it is opened as one of the above.
const everyAddress = ['0.0.0.0', '[::]']

/** The origins of this installation: its public address and, when that is this machine, the machine's other names. */
export function originsOf(publicUrl: string): string[] {
  const url = new URL(publicUrl)
  if (![...loopbackHosts, ...everyAddress].includes(url.hostname)) return [url.origin]
  return [url.origin, ...loopbackHosts.map((host) => `${url.protocol}//${host}${url.port && `:${url.port}`}`)].filter(
    (origin, index, all) => all.indexOf(origin) === index,
  )
}

/**
 * Was this request made by our own page, or by a program? A browser names the page that asks in Origin and
 * Sec-Fetch-Site, which a page cannot forge; a program sends neither.
 */
export function isOwnPageOrProgram(headers: Record<string, string | string[] | undefined>, origins: string[]): boolean {
  const { origin, 'sec-fetch-site': site } = headers
  if (origin !== undefined && !(typeof origin === 'string' && origins.includes(origin))) return false
  return site === undefined || site === 'same-origin' || site === 'none'
}
