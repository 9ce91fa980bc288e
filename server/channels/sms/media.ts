/** Fetches a picture or file that a customer sent: it is at Twilio's, behind the account's password and a redirect to a store. */
import type { FetchedFile } from '../channel.ts'
import type { Connected } from '../connected.ts'
import { extensionOf, trueType } from '../fileType.ts'
import { PermanentFailure } from '../outgoing.ts'
import { apiOf, authorization } from './twilio.ts'

/** The largest file that is taken in, in bytes. */
export const mostBytes = 25 * 1024 * 1024
const mostMilliseconds = 60_000
const mostRedirects = 3

/** Fetches it. In the first seconds Twilio may not have it yet (404): that, as all that may pass, throws so that the job comes again. */
export async function fetchMedia(connection: Connected, { url, name }: Record<string, unknown>): Promise<FetchedFile> {
  const signal = AbortSignal.timeout(mostMilliseconds)
  let address = placeOf(String(url), connection)
  for (let hop = 0; hop <= mostRedirects; hop++) {
    // The password is for the account's own API; the store would refuse it, and need not know it.
    const headers = address.isApi ? { authorization: authorization(connection) } : undefined
    const answer = await fetch(address.url, { headers, redirect: 'manual', signal })
    const location = answer.headers.get('location')
    if (answer.status >= 300 && answer.status < 400 && location) {
      await answer.body?.cancel()
      address = placeOf(new URL(location, address.url).href, connection)
      continue
    }
    if (!answer.ok || !answer.body) {
      await answer.body?.cancel()
      const words = `Twilio answered ${answer.status} to the file`
      throw answer.status === 410 ? new PermanentFailure(words) : new Error(words)
    }
    if (Number(answer.headers.get('content-length')) > mostBytes) {
      await answer.body.cancel()
      throw tooLarge()
    }
    const file = await trueType(answer.headers.get('content-type') ?? '', limited(answer.body))
    return { ...file, ...(typeof name === 'string' && { name: `${name}.${extensionOf(file.mimeType)}` }) }
  }
  throw new PermanentFailure('The file is redirected too often.')
}

const tooLarge = () => new PermanentFailure(`The file is larger than ${mostBytes / 1024 / 1024} MB.`)

async function* limited(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > mostBytes) throw tooLarge()
    yield chunk
  }
}

/** Twilio's own hosts, and the store to which it redirects. A form that names any other is not followed: it may point inside. */
function placeOf(text: string, connection: Connected): { url: string; isApi: boolean } {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const api = new URL(apiOf(connection))
  if (url && url.origin === api.origin) return { url: url.href, isApi: url.pathname.startsWith('/2010-04-01/') }
  const isTwilio =
    url?.protocol === 'https:' &&
    url.port === '' &&
    (/(^|\.)(twilio\.com|twiliocdn\.com)$/.test(url.hostname) ||
      (/^s3[\w.-]*\.amazonaws\.com$/.test(url.hostname) && url.pathname.startsWith('/media.twiliocdn.com/')))
  if (!url || !isTwilio) throw new PermanentFailure('The file is not at Twilio’s, so it was not fetched.')
  return { url: url.href, isApi: false }
}
