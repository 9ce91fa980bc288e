/** HTML to text that reads well: paragraphs, lists, links, tables by row, quotes with `> `; and where history begins. */
import { parseDocument } from 'htmlparser2'
import { quoteKind, signatureLength } from './htmlQuote.ts'
import { isHiddenStyle } from './style.ts'
import { breakLine, endLine, gap, openTextWriter, startItem, type TextWriter, write } from './textWriter.ts'

type Nodes = ReturnType<typeof parseDocument>['children']
type Node = Nodes[number]
type Tag = Extract<Node, { attribs: unknown }>

/** Begins a line that stands for "here begins history", followed by the number of its place in `places`. */
export const historyMark = '\ue000'
/** Ends what a `historyMark` began. */
export const historyEnd = '\ue001'

export interface HtmlAsText {
  text: string
  /** For each history mark in order: where its HTML begins and ends, as offsets in the HTML given. */
  places: { start: number; end: number }[]
  /** True where a program says by its own marks what is history; else they are only signatures below a "-- ". */
  isMarked: boolean
}

interface Reading {
  to: TextWriter
  places: HtmlAsText['places']
  /** True once everything that follows is history. */
  isRest: boolean
  isMarked: boolean
  seesSignatures: boolean
}

const blocks = new Set(
  'address article aside blockquote center dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr li main nav ol p pre section table tr ul'.split(
    ' ',
  ),
)
const spaced = new Set('p ul ol dl table blockquote pre h1 h2 h3 h4 h5 h6 figure'.split(' '))

/** Reads sanitised HTML (whose depth is bounded) as text; `seesSignatures` marks also those that stand below a "-- " unmarked. */
export function htmlToText(html: string, seesSignatures = false): HtmlAsText {
  const reading: Reading = { to: openTextWriter(), places: [], isRest: false, isMarked: false, seesSignatures }
  const document = parseDocument(html.replace(/[\ue000\ue001]/g, ''), { withStartIndices: true, withEndIndices: true })
  readAll(document.children, reading)
  endLine(reading.to)
  return {
    text: reading.to.lines
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    places: reading.places,
    isMarked: reading.isMarked,
  }
}

function readAll(nodes: Nodes, reading: Reading): void {
  let signedTo = 0
  for (const [index, node] of nodes.entries()) {
    if (index < signedTo) continue
    const wasRest = reading.isRest
    const quote = quoteKind(node)
    if (quote) reading.isMarked = true
    if (quote === 'rest') {
      reading.isRest = true
      readHistory(nodes.slice(index), reading)
      return
    }
    const signature = quote || !reading.seesSignatures ? 0 : signatureLength(nodes, index)
    if (signature > 0 && hasWritten(reading.to)) {
      signedTo = index + signature
      readHistory(nodes.slice(index, signedTo), reading)
    } else if (quote === 'node') readHistory([node], reading)
    else read(node, reading)
    if (reading.isRest && !wasRest) {
      readHistory(nodes.slice(index + 1), reading)
      return
    }
  }
}

/** A rule with nothing written above it is not the rule of a signature. */
const hasWritten = ({ lines, line }: TextWriter) => [...lines, line].some((one) => /^(?!>).*[\p{L}\p{N}]/u.test(one))

function readHistory(nodes: Nodes, reading: Reading): void {
  const { to, places } = reading
  const [first] = nodes
  if (!first) return
  endLine(to)
  to.lines.push(`${historyMark}${places.length}`)
  places.push({ start: first.startIndex ?? 0, end: (nodes.at(-1)?.endIndex ?? 0) + 1 })
  for (const node of nodes) read(node, reading)
  endLine(to)
  to.lines.push(historyEnd)
}

function read(node: Node, reading: Reading): void {
  if (node.type === 'text') write(node.data, reading.to)
  else if (node.type === 'tag' && !isHiddenStyle(node.attribs.style ?? '')) readTag(node, reading)
}

function readTag(tag: Tag, reading: Reading): void {
  const { to } = reading
  if (tag.name === 'br') breakLine(to)
  else if (tag.name === 'img') write(tag.attribs.alt ? `[${tag.attribs.alt}]` : '', to)
  else if (tag.name === 'a') readLink(tag, reading)
  else if (blocks.has(tag.name)) readBlock(tag, reading)
  else {
    if ((tag.name === 'td' || tag.name === 'th') && to.line.trim()) to.line += ' '
    readAll(tag.children, reading)
  }
}

function readBlock(tag: Tag, reading: Reading): void {
  const { to } = reading
  const { name } = tag
  const distance = spaced.has(name) && to.lists.length === 0 ? 2 : 1
  const wasPre = to.isPre
  gap(to, distance)
  if (name === 'blockquote') to.quotes++
  if (name === 'ol' || name === 'ul') to.lists.push({ kind: name, next: 1 })
  if (name === 'li') startItem(to)
  if (name === 'hr') write('---', to)
  to.isPre = wasPre || name === 'pre'
  readAll(tag.children, reading)
  endLine(to)
  to.isPre = wasPre
  if (name === 'ol' || name === 'ul') to.lists.pop()
  if (name === 'blockquote') to.quotes--
  gap(to, distance)
}

/** A link's address follows where it says more than what is shown. */
function readLink(tag: Tag, reading: Reading): void {
  const { to } = reading
  const href = tag.attribs.href ?? ''
  const before = to.line.length
  const linesBefore = to.lines.length
  readAll(tag.children, reading)
  const shown = to.lines.length === linesBefore ? to.line.slice(before).trim() : ''
  if (/^https?:/i.test(href) && href.length <= 300 && shown && bare(shown) !== bare(href)) to.line = `${to.line.trimEnd()} <${href}>`
}

const bare = (address: string) =>
  address
    .replace(/^(https?:\/\/|mailto:|tel:)/i, '')
    .replace(/\/$/, '')
    .toLowerCase()
