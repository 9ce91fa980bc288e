/** Finds the addresses in plain text that are safe to click. */

export interface Segment {
  text: string
  /** Only https:, http: and mailto: ever stand here. */
  href?: string
}

// Each part is bounded and begins where a word begins, so that a long line costs no more than its length.
const address =
  /(?<web>\bhttps?:\/\/[^\s<>"“”«»]{1,2000})|(?<bare>\bwww\.[^\s<>"“”«»@]{1,2000})|(?<mail>(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8})/giu

/** Cuts text into plain and clickable segments, in order; joined they are the text again. */
export function linked(text: string): Segment[] {
  const segments: Segment[] = []
  let at = 0
  for (const match of text.matchAll(address)) {
    const found = withoutTail(match[0])
    const href = match.groups?.mail ? `mailto:${found}` : webAddress(match.groups?.bare ? `https://${found}` : found)
    if (!href) continue
    if (match.index > at) segments.push({ text: text.slice(at, match.index) })
    segments.push({ text: found, href })
    at = match.index + found.length
  }
  if (at < text.length) segments.push({ text: text.slice(at) })
  return segments
}

/** A sentence's own punctuation is not part of the address; a closing bracket is, where the address opened one. */
function withoutTail(found: string): string {
  const shorter = found.replace(/[.,;:!?'’…*_]+$/u, '')
  const last = shorter.at(-1)
  const opening = last && { ')': '(', ']': '[', '}': '{' }[last]
  const isOpened = opening && shorter.split(opening).length >= shorter.split(last).length
  if (opening && !isOpened) return withoutTail(shorter.slice(0, -1))
  return shorter
}

function webAddress(found: string): string | undefined {
  if (!URL.canParse(found)) return undefined
  const { protocol, href } = new URL(found)
  return protocol === 'https:' || protocol === 'http:' ? href : undefined
}
