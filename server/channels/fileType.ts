/** What a file is, by its first bytes: vendors pass on whatever type a sender claims. */
import type { FetchedFile } from './channel.ts'

/** By the bytes that a file begins with, from where they stand. */
const marks: { type: string; at?: number; bytes: number[] | string }[] = [
  { type: 'image/jpeg', bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/png', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'image/gif', bytes: 'GIF8' },
  { type: 'image/webp', at: 8, bytes: 'WEBP' },
  { type: 'image/avif', at: 4, bytes: 'ftypavif' },
  { type: 'image/heic', at: 4, bytes: 'ftypheic' },
  { type: 'application/pdf', bytes: '%PDF-' },
  { type: 'video/3gpp', at: 4, bytes: 'ftyp3g' },
  { type: 'video/quicktime', at: 4, bytes: 'ftypqt' },
  { type: 'video/mp4', at: 4, bytes: 'ftyp' },
  { type: 'video/webm', bytes: [0x1a, 0x45, 0xdf, 0xa3] },
  { type: 'audio/ogg', bytes: 'OggS' },
  { type: 'audio/amr', bytes: '#!AMR' },
  { type: 'audio/mpeg', bytes: 'ID3' },
  { type: 'audio/wav', at: 8, bytes: 'WAVE' },
]
const unknown = 'application/octet-stream'

/** What these bytes begin; undefined: nothing that we know. */
const typeOfBytes = (start: Uint8Array): string | undefined =>
  marks.find(({ at = 0, bytes }) => {
    const mark = Buffer.from(bytes as string)
    return mark.equals(start.subarray(at, at + mark.length))
  })?.type

/**
 * The type to be believed. A sound may stand in a box that is also a film’s; else the bytes decide, and a picture that is none, or
 * a page, is a file to be saved.
 */
function believe(claimed: string, start: Uint8Array): string {
  const said = claimed.split(';')[0]?.trim().toLowerCase() || unknown
  const found = typeOfBytes(start)
  if (found) return said.startsWith('audio/') && /^(video|audio)\//.test(found) ? said : found
  const mustBeKnown = /^(image\/|video\/|application\/pdf)/.test(said) || /html|xml|svg|script/.test(said)
  return mustBeKnown || /^\s*<(!doctype|html|svg|script|\?xml)/i.test(Buffer.from(start).toString('latin1')) ? unknown : said
}

/** The file with the type that its bytes bear out; the stream is read no further than its beginning. */
export async function trueType(claimed: string, bytes: AsyncGenerator<Uint8Array>): Promise<FetchedFile & { mimeType: string }> {
  const first: Uint8Array[] = []
  let size = 0
  for (let step = await bytes.next(); !step.done; step = await bytes.next()) {
    first.push(step.value)
    size += step.value.length
    if (size >= 64) break
  }
  return { mimeType: believe(claimed, Buffer.concat(first).subarray(0, 512)), bytes: joined(first, bytes) }
}

async function* joined(first: Uint8Array[], rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* first
  yield* rest
}

/** How the name of such a file ends, for one that came without a name. */
export function extensionOf(mimeType: string): string {
  const kind = /^[\w.+-]+\/([\w.+-]+)/.exec(mimeType)?.[1] ?? 'bin'
  return extensions.get(kind) ?? kind.replace(/^x-/, '')
}

const extensions = new Map(
  Object.entries({ jpeg: 'jpg', 'octet-stream': 'bin', quicktime: 'mov', plain: 'txt', vcard: 'vcf', 'x-vcard': 'vcf' }),
)
