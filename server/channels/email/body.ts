/** A mail's body in the shapes that a message has: text, folded history, safe HTML, a preview. */
import { cleanText } from './characters.ts'
import { cleanHtml } from './html.ts'
import { htmlToText } from './htmlText.ts'
import { previewOf } from './preview.ts'
import { partReply } from './reply.ts'

export interface Body {
  text: string
  quotedText: string | null
  html: string | null
  preview: string
  /** True when something was too long to keep as text. */
  isCut: boolean
}

/** The longest text that is kept, in characters; the whole mail is attached where there is more. */
const mostText = 200_000

/** Makes the body. The HTML decides where it says by its structure what is history; otherwise the plain text does. */
export function bodyOf(plainText: string, rawHtml: string, isForward: boolean): Body {
  const plain = cleanText(plainText)
  const html = rawHtml.trim() ? cleanHtml(rawHtml) : ''
  const fromHtml = html ? htmlToText(html, true) : { text: '', places: [], isMarked: false }
  const isHtmlBetter = fromHtml.text !== '' && (fromHtml.isMarked || plain.trim() === '')
  const whole = isHtmlBetter ? fromHtml.text : plain
  const part = (text: string) => partReply(text.slice(0, mostText).toWellFormed(), isForward)
  const reply = part(whole)
  // A signature is folded in the HTML also where the plain text is what is read.
  const { marks } = isHtmlBetter || fromHtml.places.length === 0 ? reply : part(fromHtml.text)
  const places = marks.flatMap((mark) => fromHtml.places[mark] ?? [])
  return {
    text: reply.text,
    quotedText: reply.quotedText,
    html: html ? folded(html, places) : null,
    preview: previewOf(reply.text),
    isCut: whole.length > mostText || rawHtml.length > 1_000_000,
  }
}

/** Puts what is history into elements that open on a click, without script. The places follow each other. */
function folded(html: string, places: { start: number; end: number }[]): string {
  let result = ''
  let from = 0
  for (const { start, end } of places) {
    result += `${html.slice(from, start)}<details class="warmline-history"><summary>•••</summary>${html.slice(start, end)}</details>`
    from = end
  }
  return result + html.slice(from)
}
