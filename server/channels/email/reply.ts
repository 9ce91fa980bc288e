/**
 * Parts a mail's text: what the person wrote now, and what a mail program or a habit put around it, which is folded away.
 * Nothing is thrown away: what is not in `text` is in `quotedText`; where little would be left, everything stays.
 */
import { type Line, linesOf } from './lines.ts'
import { isDeviceLine, isFormula, isForwardLine, isNameLike, isSignatureRule, isSlashName } from './phrases.ts'

export interface Reply {
  /** What was written now, without signature. */
  text: string
  /** Signature and history, as they stood. */
  quotedText: string | null
  /** The numbers of the history marks (see htmlText.ts) that stand in the folded part. */
  marks: number[]
}

const longestSignature = 15

/** Parts the text of a mail; `isForward` says that its subject or structure calls it forwarded, and then nothing is cut. */
export function partReply(whole: string, isForward = false): Reply {
  const lines = linesOf(whole)
  const plain = lines.map((line) => line.text)
  if (isForward || isForwarded(lines)) return everything(plain)
  const first = lines.findIndex((line) => line.kind === 'text')
  if (first < 0) return everything(plain)

  const end = endOfWritten(lines)
  const begin = beginOfWritten(lines, end)
  // Announcements between answers say nothing that the quotes do not show.
  const middle = lines.slice(begin, end)
  const written = tidy(middle.filter((line) => line.kind !== 'attribution').map((line) => line.text))
  if (!saysSomething(written)) return everything(plain)
  const folded = [...lines.slice(0, begin), ...middle.filter((line) => line.kind === 'attribution'), ...lines.slice(end)]
  return {
    text: written,
    quotedText: tidy(folded.map((line) => line.text)) || null,
    marks: folded.flatMap((line) => line.mark ?? []),
  }
}

const everything = (lines: string[]): Reply => ({ text: tidy(lines), quotedText: null, marks: [] })

/** Without blank lines at both ends. */
function tidy(lines: string[]): string {
  const first = lines.findIndex((line) => line.trim() !== '')
  const last = lines.findLastIndex((line) => line.trim() !== '')
  return first < 0
    ? ''
    : lines
        .slice(first, last + 1)
        .join('\n')
        .trimEnd()
}

// A heading between dashes, such as "--- Weitergeleitet ---", announces something and says nothing.
const saysSomething = (text: string) => text.split('\n').some((line) => /[\p{L}\p{N}\p{Emoji}]/u.test(line) && !isHeading(line.trim()))
const isHeading = (line: string) => line.length < 200 && /^[>*_ ]{0,5}--/.test(line) && /--[*_ ]{0,5}$/.test(line)

// A forward's heading inside history belongs to the history.
function isForwarded(lines: Line[]): boolean {
  const heading = lines.findIndex((line) => isForwardLine(line.text))
  const history = lines.findIndex((line) => line.kind === 'attribution')
  return heading >= 0 && (history < 0 || heading < history) && lines.slice(heading + 1).some((line) => line.kind !== 'blank')
}

/** Where the written part ends: trailing history, quotes, devices' lines and signatures are cut, in whatever order they come. */
function endOfWritten(lines: Line[]): number {
  const lastText = lines.findLastIndex((line) => line.kind === 'text')
  let end = lines.findIndex((line, at) => at > lastText && line.kind === 'history')
  if (end < 0) end = lines.length
  for (;;) {
    const before = end
    while (end > 0 && lines[end - 1]?.kind !== 'text') end--
    while (end > 0 && (lines[end - 1]?.kind === 'blank' || isDeviceLine(lines[end - 1]?.text ?? ''))) end--
    end = signOffBegin(lines, signatureBegin(lines, end))
    if (end === before) return end
  }
}

function signatureBegin(lines: Line[], end: number): number {
  for (let at = end - 1; at >= 0 && at >= end - longestSignature; at--) {
    const line = lines[at]
    if (line?.kind !== 'text' || !isSignatureRule(line.text)) continue
    // A rule with nothing written above it is not the rule of a signature.
    return lines.slice(0, at).some(({ kind }) => kind === 'text') ? at : end
  }
  return end
}

/**
 * "Kind regards," with a name right below it, or with a block of two lines and more; or "/John": the last thing written. A formula
 * alone stays, and so does a mail of nothing else.
 */
function signOffBegin(lines: Line[], end: number): number {
  const hasTextAbove = (at: number) => lines.slice(0, at).some(({ kind }) => kind === 'text')
  if (isSlashName(lines[end - 1]?.text ?? '') && hasTextAbove(end - 1)) return end - 1
  let block = end
  while (block > 0 && block > end - longestSignature && lines[block - 1]?.kind === 'text' && !isFormula(lines[block - 1]?.text ?? ''))
    block--
  const names = lines.slice(block, end)
  if (names.length === 0 || !names.every(({ text }) => isNameLike(text))) return end
  const formula = names.length > 1 && lines[block - 1]?.kind === 'blank' ? block - 2 : block - 1
  return isFormula(lines[formula]?.text ?? '') && hasTextAbove(formula) ? formula : end
}

/** A quote with its announcement above the whole answer is folded too; one without is what the answer begins with. */
function beginOfWritten(lines: Line[], end: number): number {
  const first = lines.findIndex((line) => line.kind === 'text')
  const announced = lines.slice(0, first).some((line) => line.kind === 'attribution' || line.kind === 'history')
  if (!announced || lines.slice(first, end).some((line) => line.kind === 'quote')) return 0
  return first
}
