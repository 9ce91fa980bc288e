/** A text in pieces, cut at the edges of the ranges that were found in it; joined they are the text. */

/** A piece of a text, and where it begins; `range` where it is one of those that were found. */
export interface Cut<Range> {
  text: string
  start: number
  range?: Range
}

/** Cuts text[from..to) at the edges of the ranges, which stand in order. */
export function cutAt<Range extends { start: number; end: number }>(
  text: string,
  ranges: readonly Range[],
  from = 0,
  to = text.length,
): Cut<Range>[] {
  const pieces: Cut<Range>[] = []
  let at = from
  for (const range of ranges) {
    const start = Math.max(range.start, at)
    const end = Math.min(range.end, to)
    if (start >= end) continue
    if (start > at) pieces.push({ text: text.slice(at, start), start: at })
    pieces.push({ text: text.slice(start, end), start, range })
    at = end
  }
  if (at < to) pieces.push({ text: text.slice(at, to), start: at })
  return pieces
}
