/** Writes text line by line: white space flows together, paragraphs keep a blank line apart, quotes get their `>`. */

export interface TextWriter {
  lines: string[]
  line: string
  /** How deep in quotes. */
  quotes: number
  /** What is owed before the next text: 1 a new line, 2 a blank line. */
  gap: 0 | 1 | 2
  /** The shallowest quote since the last line: a blank line belongs to it. */
  shallowest: number
  lists: { kind: 'ol' | 'ul'; next: number }[]
  isPre: boolean
}

export const openTextWriter = (): TextWriter => ({ lines: [], line: '', quotes: 0, gap: 0, shallowest: 0, lists: [], isPre: false })

/** Writes running text. */
export function write(text: string, to: TextWriter): void {
  if (to.isPre) {
    writeAsIs(text, to)
    return
  }
  const flat = text.replace(/[ \t\r\n\f\u00a0]+/g, ' ')
  if (flat === ' ' ? !to.line.trim() : !flat) return
  settle(to)
  to.line += to.line === '' || to.line.endsWith(' ') ? flat.trimStart() : flat
}

function writeAsIs(text: string, to: TextWriter): void {
  const [first = '', ...rest] = text.split('\n')
  settle(to)
  to.line += first
  for (const line of rest) {
    breakLine(to)
    to.line = line
  }
}

/** Begins the next item of the innermost list. */
export function startItem(to: TextWriter): void {
  const list = to.lists.at(-1)
  const indent = '  '.repeat(Math.max(0, to.lists.length - 1))
  settle(to)
  to.line = list?.kind === 'ol' ? `${indent}${list.next++}. ` : `${indent}- `
}

/** Owes a distance to what comes next. */
export function gap(to: TextWriter, size: 1 | 2): void {
  // A paragraph that an item begins with stands beside the item's sign.
  if (to.lists.length > 0 && /^ *(-|\d+\.) $/.test(to.line)) return
  endLine(to)
  to.shallowest = Math.min(to.gap === 0 ? to.quotes : to.shallowest, to.quotes)
  if (size > to.gap) to.gap = size
}

function settle(to: TextWriter): void {
  if (to.line === '' && to.gap === 2 && to.lines.length > 0) to.lines.push(prefix(Math.min(to.shallowest, to.quotes)).trimEnd())
  to.gap = 0
}

/** A line break where it stands. */
export function breakLine(to: TextWriter): void {
  settle(to)
  to.lines.push(`${prefix(to.quotes)}${to.line}`.trimEnd())
  to.line = ''
}

/** Ends the line if anything is on it. */
export function endLine(to: TextWriter): void {
  if (to.line.trim()) to.lines.push(`${prefix(to.quotes)}${to.line.trimEnd()}`)
  to.line = ''
}

const prefix = (quotes: number) => (quotes > 0 ? `${'>'.repeat(quotes)} ` : '')
