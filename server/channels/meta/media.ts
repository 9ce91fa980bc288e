/** Files at Meta's: fetched from its own hosts alone, since an address in a message is a stranger's word. */
import { createHash } from 'node:crypto'
import type { FetchedFile } from '../channel.ts'
import type { Connected } from '../connected.ts'
import { BrokenConnection, PermanentFailure } from '../outgoing.ts'

const hosts = /(^|\.)(fbsbx\.com|fbcdn\.net|cdninstagram\.com|whatsapp\.net)$/
const mostBytes = 100 * 1024 * 1024
const mostMilliseconds = 120_000
const mostRedirects = 3

export interface Wanted {
  url: string
  /** SHA-256 as the vendor told it, hex or base64; empty: it told none. */
  sha256?: string
  /** Does this host want our token? */
  withToken: boolean
}

/** Fetches a file, and fails where its bytes are others than the vendor told. */
export async function fetchMedia(connection: Connected, { url, sha256 = '', withToken }: Wanted): Promise<FetchedFile> {
  let at = url
  for (let step = 0; step <= mostRedirects; step++) {
    checkHost(connection, at)
    const answer = await fetch(at, {
      headers: { 'user-agent': 'Warmline/0.1.0', ...(withToken && { authorization: `Bearer ${connection.secret('accessToken')}` }) },
      redirect: 'manual',
      signal: AbortSignal.timeout(mostMilliseconds),
    })
    const next = answer.status >= 300 && answer.status < 400 && answer.headers.get('location')
    if (next) {
      await answer.body?.cancel()
      at = new URL(next, at).href
      continue
    }
    if (answer.status === 401) throw new BrokenConnection('Meta does not hand out files with this token.')
    if (answer.status === 404 || answer.status === 410) throw new PermanentFailure('The file is no longer at Meta.')
    if (!answer.ok || !answer.body) throw new Error(`Meta does not hand out the file: ${answer.status}`)
    const mimeType = answer.headers.get('content-type') ?? undefined
    return { bytes: checked(answer.body, sha256), ...(mimeType && { mimeType }) }
  }
  throw new PermanentFailure('The file is sent from place to place.')
}

/** Refuses whatever is not Meta's own host, by https. The fake of a test stands where `apiUrl` says. */
function checkHost(connection: Connected, url: string): void {
  const { protocol, hostname, origin, port } = new URL(url)
  const fake = connection.text('apiUrl')
  if (fake && origin === new URL(fake).origin) return
  if (protocol !== 'https:' || port || !hosts.test(hostname)) throw new PermanentFailure(`The file is not at Meta: ${hostname}`)
}

async function* checked(body: AsyncIterable<Uint8Array>, sha256: string): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > mostBytes) throw new PermanentFailure('The file is larger than 100 MB.')
    hash.update(chunk)
    yield chunk
  }
  const digest = hash.digest()
  if (sha256 && sha256.toLowerCase() !== digest.toString('hex') && sha256 !== digest.toString('base64'))
    throw new Error('The file came with other bytes than Meta told.')
}

/** A file's name from its kind, where the vendor told none. */
export const fileName = (id: string, mimeType: string): string =>
  `${id.replace(/[^\w-]/g, '').slice(-24) || 'file'}.${(/^[\w.+-]+\/([\w+-]+)/.exec(mimeType)?.[1] ?? 'bin').replace('jpeg', 'jpg').replace('plain', 'txt')}`
