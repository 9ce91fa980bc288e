/** What an agent wrote, made ready to be kept: HTML sanitised, its text the true reading of it, pictures named as a mail names them. */
import { cleanOwnHtml } from '../channels/email/html.ts'
import { htmlToText } from '../channels/email/htmlText.ts'

export interface Written {
  text: string
  html: string | null
  /** The attachments that stand as pictures in the HTML. */
  pictureIds: string[]
}

/** The Content-ID of a picture that stands in the text. */
export const contentIdOf = (attachmentId: string): string => `${attachmentId}@warmline`

const pictures = /(<img\b[^>]*?\bsrc=")\/files\/([0-9a-f-]{36})(?=")/gi

/** Reads what was handed in. Where there is HTML, the text is read from it, so that both parts of a mail say the same. */
export function readWritten(written: { text: string; html?: string | undefined }, attachmentIds: readonly string[]): Written {
  if (!written.html?.trim()) return { text: clean(written.text), html: null, pictureIds: [] }
  const pictureIds = new Set<string>()
  const named = clean(written.html).replace(pictures, (whole, before: string, id: string) => {
    if (!attachmentIds.includes(id)) return whole
    pictureIds.add(id)
    return `${before}cid:${contentIdOf(id)}`
  })
  const html = cleanOwnHtml(named)
  return { text: textOf(html), html, pictureIds: [...pictureIds] }
}

/** Sanitised HTML as plain text; what would mark history in a customer's mail means nothing in ours. */
export const textOf = (html: string): string =>
  htmlToText(html)
    .text.replace(/^\ue000\d+\n?/gm, '')
    .replace(/^\ue001\n?/gm, '')
    .trim()

// PostgreSQL keeps every character but this one.
const clean = (text: string) => text.replaceAll('\u0000', '')
