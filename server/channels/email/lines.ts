/** The lines of a mail's text, each known for what it is: written, quoted, announced, or history. */
import { headerBlockAt } from './headerBlock.ts'
import { historyEnd, historyMark } from './htmlText.ts'
import { attributionAt, isAnswerAbove, isDeviceLine, isOriginalLine } from './phrases.ts'

type Kind = 'text' | 'blank' | 'quote' | 'attribution' | 'history'
export interface Line {
  text: string
  kind: Kind
  /** The history mark (see htmlText.ts) that stood before it. */
  mark: number | null
}

// Announcements are short; a hostile line must not cost the patterns more than this.
const mostRead = 700

// "> text", and the "AB> text" of old mail programs.
const quoted = /^\s{0,3}(>|[A-Z]{1,3}>(\s|$))/

/** Says of each line of a text what it is. */
export function linesOf(whole: string): Line[] {
  const lines = read(whole)
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
    if (
      isDeviceLine(plain[at] ?? '') &&
      kinds[at - 1] === 'blank' &&
      kinds[at + 1] === 'blank' &&
      kinds.slice(0, at).includes('text') &&
      !kinds.includes('quote', at)
    ) {
      // What follows the line of a phone was put there by the phone; an answer can only follow a quote.
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
  foldRules(plain, kinds)
  return lines.map((line, at) => ({ ...line, kind: kinds[at] ?? 'text' }))
}

/** The line that a program draws above history which it marks itself. */
function foldRules(lines: string[], kinds: Kind[]): void {
  for (let at = 1; at < kinds.length; at++) {
    if (kinds[at] !== 'history' || kinds[at - 1] === 'history') continue
    const above = ruleAbove(lines, at)
    if (above < at && kinds[above] === 'text') kinds.fill('history', above, at)
  }
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
  return above >= 0 && /^[\s>]*[_*=-]{3,}[\s_*=-]*$/.test(lines[above] ?? '') ? above : at
}

/** The lines, history marks taken out and put on the line that follows them. */
function read(whole: string): Line[] {
  const lines: Line[] = []
  let mark: number | null = null
  let depth = 0
  for (const text of whole.split('\n')) {
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
