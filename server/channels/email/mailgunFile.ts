/** A file that Mailgun stored (its action `store()`): fetched from its own hosts with the API key, within the three days that it keeps them. */
import type { FetchedFile } from '../channel.ts'
import type { Connected } from '../connected.ts'
import { trueType } from '../fileType.ts'
import { PermanentFailure } from '../outgoing.ts'

const mostBytes = 30 * 1024 * 1024
const mostMilliseconds = 60_000
const mostRedirects = 3
const hosts = /(^|\.)(mailgun\.net|mailgun\.org)$/

/** Fetches it. A key that is refused may be set anew: that, like all that may pass, throws so that the job comes again. */
export async function fetchStored(connection: Connected, { url, name }: Record<string, unknown>): Promise<FetchedFile> {
  const key = connection.secret('apiKey')
  if (!key) throw new Error('Mailgun keeps this file, and no API key is set.')
  let at = placeOf(connection, String(url))
  const signal = AbortSignal.timeout(mostMilliseconds)
  for (let hop = 0; hop <= mostRedirects; hop++) {
    const authorization = `Basic ${Buffer.from(`api:${key}`).toString('base64')}`
    const answer = await fetch(at, { headers: { authorization }, redirect: 'manual', signal })
    const location = answer.headers.get('location')
    if (answer.status >= 300 && answer.status < 400 && location) {
      await answer.body?.cancel()
      at = placeOf(connection, new URL(location, at).href)
      continue
    }
    if (!answer.ok || !answer.body) {
      await answer.body?.cancel()
      const words = `Mailgun answered ${answer.status} to the file`
      throw answer.status === 404 || answer.status === 410
        ? new PermanentFailure(`${words}: it keeps them for three days.`)
        : new Error(words)
    }
    const file = await trueType(answer.headers.get('content-type') ?? '', limited(answer.body))
    return { ...file, ...(typeof name === 'string' && { name }) }
  }
  throw new PermanentFailure('The file is redirected too often.')
}

// What is packed is counted as it unpacks.
async function* limited(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > mostBytes) throw new PermanentFailure(`The file is larger than ${mostBytes / 1024 / 1024} MB.`)
    yield chunk
  }
}

/** An address in a call is a stranger's word, though the call is signed: the key goes to Mailgun alone. */
function placeOf(connection: Connected, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const fake = connection.text('apiUrl')
  if (url && fake && url.origin === new URL(fake).origin) return url.href
  if (url?.protocol !== 'https:' || url.port || !hosts.test(url.hostname))
    throw new PermanentFailure('The file is not at Mailgun’s, so it was not fetched.')
  return url.href
}
