/**
 * How a text is cut into SMS segments, each of which is paid for. GSM-7 (3GPP TS 23.038) has 128 signs and an extension whose
 * signs take two places; a text with any other sign goes as UCS-2, in 16-bit units.
 */

const basic = new Set(
  `@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà`,
)
const extended = new Set('\f^{}\\[~]|€')

/** What one segment holds, in places: alone, and as a part of several, where a header takes some. */
const holds = { gsm7: { alone: 160, part: 153 }, ucs2: { alone: 70, part: 67 } } as const

export interface Segments {
  encoding: 'gsm7' | 'ucs2'
  /** Places taken. */
  used: number
  count: number
  /** Places left in the last segment. */
  left: number
  /** The signs for which the text cannot go as GSM-7, each once. */
  odd: string[]
}

/** Counts the segments of a text. A sign that takes two places is never cut in two, so a segment may end early. */
export function segmentsOf(text: string): Segments {
  const signs = [...text]
  const odd = [...new Set(signs.filter((sign) => !basic.has(sign) && !extended.has(sign)))]
  const encoding = odd.length === 0 ? 'gsm7' : 'ucs2'
  const sizes = signs.map((sign) => (encoding === 'ucs2' ? sign.length : extended.has(sign) ? 2 : 1))
  const used = sizes.reduce((sum, size) => sum + size, 0)
  const { alone, part } = holds[encoding]
  if (used <= alone) return { encoding, used, count: used === 0 ? 0 : 1, left: alone - used, odd }
  let count = 1
  let filled = 0
  for (const size of sizes) {
    if (filled + size > part) {
      count++
      filled = 0
    }
    filled += size
  }
  return { encoding, used, count, left: part - filled, odd }
}

/** The most characters that a text may have: Twilio takes no longer one. */
export const mostTextCharacters = 1600

/** What the text costs at this price of a segment, its long links being made short; undefined: no price is set. */
export function costOf(
  text: string,
  { segmentPrice, linkLength }: { segmentPrice: number | null; linkLength: number | null },
): number | undefined {
  if (segmentPrice === null) return undefined
  const sent =
    linkLength === null ? text : text.replace(/https?:\/\/\S+/gi, (url) => (url.length > linkLength ? 'x'.repeat(linkLength) : url))
  return segmentsOf(sent).count * segmentPrice
}
