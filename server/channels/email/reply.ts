/**
 * Parts a mail's text: what the person wrote now, and what a mail program or a habit put around it, which is folded away.
 * Nothing is thrown away: what is not in `text` is in `quotedText`; where little would be left, everything stays.
 */
import { headerBlockAt } from './headerBlock.ts'
import { historyEnd, historyMark } from './htmlText.ts'
import { attributionAt, isAnswerAbove, isClosing, isDeviceLine, isForwardLine, isOriginalLine, isSignatureRule } from './phrases.ts'

export interface Reply {
  /** What was written now, without signature. */
  text: string
  /** Signature and history, as they stood. */
  quotedText: string | null
  /** The numbers of the history marks (see htmlText.ts) that stand in the folded part. */
  marks: number[]
}

type Kind = 'text' | 'blank' | 'quote' | 'attribution' | 'history'
interface Line {
  text: string
  kind: Kind
  mark: number | null
}

// A text of a hundred thousand lines is a log, not a letter.
const mostLines = 20_000
// Announcements are short; a hostile line must not cost the patterns more than this.
const mostRead = 700
const longestSignature = 15

/** Parts the text of a mail; `isForward` says that its subject or structure calls it forwarded, and then nothing is cut. */
export function partReply(whole: string, isForward = false): Reply {
  const lines = read(whole)
  const plain = lines.map((line) => line.text)
  const classified = classify(lines)
  if (isForward || isForwarded(classified)) return everything(plain)
  const first = classified.findIndex((line) => line.kind === 'text')
  if (first < 0) return everything(plain)

  const end = endOfWritten(classified)
  const begin = beginOfWritten(classified, end)
  // Announcements between answers say nothing that the quotes do not show.
  const middle = classified.slice(begin, end)
  const written = tidy(middle.filter((line) => line.kind !== 'attribution').map((line) => line.text))
  if (!saysSomething(written)) return everything(plain)
  const folded = [...classified.slice(0, begin), ...middle.filter((line) => line.kind === 'attribution'), ...classified.slice(end)]
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

/** The lines, history marks taken out and put on the line that follows them. */
function read(whole: string): Line[] {
  const lines: Line[] = []
  let mark: number | null = null
  let depth = 0
  for (const text of whole.split('\n', mostLines)) {
    if (text.startsWith(historyMark)) {
      if (depth++ === 0) mark = Number(text.slice(1))
    } else if (text.startsWith(historyEnd)) depth = Math.max(0, depth - 1)
    else {
      lines.push({ text: text.trimEnd(), kind: depth > 0 ? 'history' : 'text', mark: depth > 0 ? mark : null })
      if (depth > 0) mark = null
    }
  }
  return lines
}

// A forward's heading inside history belongs to the history.
function isForwarded(lines: Line[]): boolean {
  const heading = lines.findIndex((line) => isForwardLine(line.text))
  const history = lines.findIndex((line) => line.kind === 'attribution')
  return heading >= 0 && (history < 0 || heading < history) && lines.slice(heading + 1).some((line) => line.kind !== 'blank')
}

// "> text", and the "AB> text" of old mail programs.
const quoted = /^\s{0,3}(>|[A-Z]{1,3}>(\s|$))/

function classify(lines: Line[]): Line[] {
  const plain = lines.map((line) => line.text.slice(0, mostRead))
  const kinds = lines.map(
    (line): Kind => (line.kind === 'history' ? 'history' : quoted.test(line.text) ? 'quote' : line.text.trim() === '' ? 'blank' : 'text'),
  )
  for (let at = 0; at < lines.length; at++) {
    if (kinds[at] !== 'text') continue
    if (isAnswerAbove(plain[at] ?? '') && kinds.slice(0, at).includes('text')) {
      kinds.fill('history', at)
      break
    }
    if (isWrapped(plain, kinds, at)) {
      kinds[at] = 'quote'
      continue
    }
    if (isDeviceLine(plain[at] ?? '') && kinds[at - 1] === 'blank' && kinds[at + 1] === 'blank' && kinds.slice(0, at).includes('text')) {
      // What follows the line of a phone was put there by the phone.
      kinds.fill('history', at)
      break
    }
    const announced = attributionAt(plain, at)
    if (announced > 0) {
      const isQuoted = nextKind(kinds, at + announced) === 'quote' || nextKind(kinds, at + announced) === 'history'
      for (let next = at; next < at + announced; next++) kinds[next] = 'attribution'
      // Unquoted history runs to the end, unless there is nothing before it: then it is all there is.
      if (!isQuoted && kinds.slice(0, at).includes('text')) kinds.fill('history', at)
      at += announced - 1
      continue
    }
    const isOriginal = isOriginalLine(plain[at] ?? '')
    const block = headerBlockAt(plain, isOriginal ? nextText(plain, at + 1) : at)
    if (!isOriginal && block === 0) continue
    if (kinds.slice(0, at).includes('text')) kinds.fill('history', ruleAbove(plain, at))
  }
  return lines.map((line, at) => ({ ...line, kind: kinds[at] ?? 'text' }))
}

/** The end of a quoted line that some server broke: it stands between quotes, and nobody begins an answer in small letters there. */
const isWrapped = (lines: string[], kinds: Kind[], at: number) =>
  kinds[at - 1] === 'quote' && kinds[at + 1] === 'quote' && (lines[at - 1] ?? '').length > 55 && /^[\p{Ll}\d]/u.test(lines[at] ?? '')

const nextKind = (kinds: Kind[], at: number) => kinds.slice(at, at + 4).find((kind) => kind !== 'blank')

const nextText = (lines: string[], at: number) => {
  let next = at
  while (next < lines.length && next < at + 3 && (lines[next] ?? '').trim() === '') next++
  return next
}

/** A line of dashes or underscores above a block belongs to it. */
function ruleAbove(lines: string[], at: number): number {
  let above = at - 1
  while (above >= 0 && (lines[above] ?? '').trim() === '') above--
  return above >= 0 && /^[\s>]*[_*-]{3,}[\s_*-]*$/.test(lines[above] ?? '') ? above : at
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
    end = signatureBegin(lines, end)
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

/** A quote with its announcement above the whole answer is folded too; one without is what the answer begins with. */
function beginOfWritten(lines: Line[], end: number): number {
  const first = lines.findIndex((line) => line.kind === 'text')
  const announced = lines.slice(0, first).some((line) => line.kind === 'attribution' || line.kind === 'history')
  if (!announced || lines.slice(first, end).some((line) => line.kind === 'quote')) return 0
  return first
}

/** The text for lists: one line, without a closing and the name under it. */
export function previewOf(text: string, most = 200): string {
  // What is shown is short; the rest need not be read.
  const lines = text.slice(0, 10 * most).split('\n')
  const closing = lines.findIndex((line, at) => at > 0 && isClosing(line) && lines.slice(at + 1).join('').length < 200)
  const kept = (closing > 0 ? lines.slice(0, closing) : lines).filter((line) => !line.startsWith('>') && !isDeviceLine(line))
  const line = kept.join(' ').replace(/\s+/g, ' ').trim()
  return line.length > most
    ? `${line
        .slice(0, most - 1)
        .toWellFormed()
        .trimEnd()}…`
    : line
}
