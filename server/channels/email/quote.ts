/** The quoted message below a reply, in the shop's language, and plain text as HTML. */

export type QuoteLanguage = 'en' | 'nl' | 'es' | 'sv'

interface Quote {
  from: string
  at: Date
  text: string
}

const announcements: Record<QuoteLanguage, (when: string, who: string) => string> = {
  en: (when, who) => `On ${when}, ${who} wrote:`,
  nl: (when, who) => `Op ${when} schreef ${who}:`,
  es: (when, who) => `El ${when}, ${who} escribió:`,
  sv: (when, who) => `Den ${when} skrev ${who}:`,
}
const locales: Record<QuoteLanguage, string> = { en: 'en-GB', nl: 'nl-NL', es: 'es-ES', sv: 'sv-SE' }

/** "On 5 May 2026 at 10:12, Ada wrote:": read back by reply.ts, like that of any mail program. */
function announcement(quote: Quote, language: QuoteLanguage, timeZone: string): string {
  const when = new Intl.DateTimeFormat(locales[language], { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(quote.at)
  return announcements[language](when, quote.from.replace(/[\s:]+/g, ' ').trim())
}

/** The quote for the plain part. */
export function quoteAsText(quote: Quote, language: QuoteLanguage, timeZone: string): string {
  const lines = quote.text.split('\n').map((line) => (line === '' || line.startsWith('>') ? `>${line}` : `> ${line}`))
  return `${announcement(quote, language, timeZone)}\n${lines.join('\n')}`
}

/** The quote for the HTML part; its class is how our own quotes are known again. */
export function quoteAsHtml(quote: Quote, language: QuoteLanguage, timeZone: string): string {
  const style = 'margin:0 0 0 0.8ex;border-left:1px solid #ccc;padding-left:1ex'
  return `<br><div class="warmline_quote"><div>${escapeHtml(announcement(quote, language, timeZone))}</div><blockquote type="cite" style="${style}">${textAsHtml(quote.text)}</blockquote></div>`
}

/** Plain text as HTML: paragraphs, line breaks, and addresses that can be clicked. */
export function textAsHtml(text: string): string {
  return text
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${linked(paragraph).replaceAll('\n', '<br>')}</p>`)
    .join('')
}

function linked(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>"]{1,500})/)
    .map((part, index) => {
      if (index % 2 === 0) return escapeHtml(part)
      const address = part.replace(/[.,;:!?)\]'"]+$/, '')
      return `<a href="${escapeHtml(address)}">${escapeHtml(address)}</a>${escapeHtml(part.slice(address.length))}`
    })
    .join('')
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character] ?? '')
