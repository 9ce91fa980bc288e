/**
 * The document in which a foreign mail is shown. The server has cleaned the HTML already; this is the second wall: the
 * frame runs no script, has no origin, and its own policy loads nothing but what is named here.
 */
import { findQuotes, piecesOf } from './evidence.ts'

export interface MailWish {
  html: string
  /** The words that decided the sentiment, to be marked. */
  quotes: readonly string[]
  /** What was there before, and the signature, are shown too. */
  isUnfolded: boolean
  /** The agent asked for pictures from elsewhere. */
  showsRemote: boolean
  /** Inline pictures by Content-ID, as data: addresses; the frame has no cookies to fetch them with. */
  inline: ReadonlyMap<string, string>
  isDark: boolean
  /** Colours of the screen, for what the mail leaves open. */
  colours: { ink: string; accent: string; line: string; mark: string }
}

export interface MailDocument {
  srcdoc: string
  /** How many pictures wait elsewhere. */
  remoteCount: number
}

const unwanted = 'script, style, link, meta, base, iframe, frame, object, embed, form, input, button, textarea, select, svg, math, template'

/** Builds the frame's document. Parsing is inert: nothing runs and nothing loads in it. */
export function mailDocument({ html, quotes, isUnfolded, showsRemote, inline, isDark, colours }: MailWish): MailDocument {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  for (const element of body.querySelectorAll(unwanted)) element.remove()
  for (const fold of body.querySelectorAll(folds)) unfold(fold, isUnfolded)
  let remoteCount = 0
  for (const image of body.querySelectorAll('img')) {
    const remote = image.getAttribute('data-remote-src')
    if (remote && /^https?:\/\//i.test(remote)) {
      remoteCount++
      // The page's policy lets no unencrypted picture in.
      if (showsRemote) image.src = remote.replace(/^http:/i, 'https:')
      else {
        image.replaceWith(wordsFor(image))
        continue
      }
    }
    const src = image.getAttribute('src') ?? ''
    if (/^cid:/i.test(src)) image.setAttribute('src', inline.get(bare(src.slice(4))) ?? '')
    else if (!showsRemote && !/^data:image\//i.test(src)) image.removeAttribute('src')
    image.removeAttribute('srcset')
  }
  for (const link of body.querySelectorAll('a')) {
    link.target = '_blank'
    link.rel = 'noopener noreferrer'
  }
  markQuotes(body, quotes)
  const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:${showsRemote ? ' https:' : ''}; form-action 'none'; base-uri 'none'`
  const head = `<meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="referrer" content="no-referrer"><style>${styleOf(isDark && hasColours(body) ? onPaper : { ...colours, background: 'transparent' }, isDark && !hasColours(body))}</style>`
  return { srcdoc: `<!doctype html><html><head>${head}</head><body dir="auto">${body.innerHTML}</body></html>`, remoteCount }
}

// As the server folds: it would open in the frame, which cannot say that it is higher then.
const folds = 'details.warmline-history'

/** Is a part of the mail folded away? */
export const hasFolds = (html: string): boolean => html.includes('<details class="warmline-history"')

/** Puts what a fold holds in its place, or takes it out. */
function unfold(fold: Element, isUnfolded: boolean): void {
  fold.querySelector(':scope > summary')?.remove()
  if (isUnfolded) fold.replaceWith(...fold.childNodes)
  else fold.remove()
}

/** What stands where a blocked picture would be: its own words, or nothing. */
function wordsFor(image: HTMLImageElement): HTMLElement {
  const words = document.createElement('span')
  words.className = 'blocked'
  words.textContent = image.alt
  return words
}

/** The form under which Content-IDs are compared: without brackets, in small letters. */
export const bare = (contentId: string): string => contentId.replace(/^<|>$/g, '').toLowerCase()

/** Does the HTML say more than its text does: pictures, tables, lists, headings, emphasis, links with words? */
export function saysMoreThanText(html: string): boolean {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  if (body.querySelector('img, table, ul, ol, h1, h2, h3, h4, b, strong, em, i, u, pre, code')) return true
  return [...body.querySelectorAll('a')].some(
    ({ href, textContent }) => !href.replace(/^mailto:/, '').startsWith(textContent?.trim().replace(/\/$/, '') ?? ''),
  )
}

// A mail that sets colours of its own was drawn for white paper, so it keeps that in the dark as well.
const hasColours = (body: HTMLElement) =>
  body.querySelector('[bgcolor], font[color]') !== null ||
  [...body.querySelectorAll('[style]')].some((element) => /color|background/i.test(element.getAttribute('style') ?? ''))

const onPaper = { ink: '#211f1c', accent: '#2f5fd0', line: '#e8e4dd', mark: '#fde8e6', background: '#fff' }

const styleOf = ({ ink, accent, line, mark, background }: typeof onPaper, isDark: boolean) =>
  `:root{color-scheme:${isDark ? 'dark' : 'light'}}html{background:${background};overflow-x:auto}` +
  `body{margin:0;padding:${background === '#fff' ? '8px' : '0'};font:14px/1.45 system-ui,sans-serif;color:${ink};overflow-wrap:anywhere}` +
  `a{color:${accent}}img{max-width:100%;height:auto}table{max-width:100%}pre{white-space:pre-wrap}p{margin:0 0 8px}p:last-child{margin:0}` +
  `h1,h2,h3,h4{font-size:16px;line-height:22px;margin:12px 0 4px}body>:first-child,body>:first-child>:first-child{margin-top:0}` +
  `.blocked:not(:empty){padding:0 6px;border:1px dashed ${line};border-radius:4px;opacity:.8}` +
  `blockquote{margin:8px 0;padding-left:12px;border-left:2px solid ${line}}mark{background:${mark};color:inherit;border-radius:4px}`

/** Wraps each quote in mark, also where it runs over several text nodes. */
function markQuotes(body: HTMLElement, quotes: readonly string[]): void {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT)
  const nodes: Text[] = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) if (node instanceof Text) nodes.push(node)
  const text = nodes.map(({ data }) => data).join('')
  const ranges = findQuotes(text, quotes, true)
  if (ranges.length === 0) return
  let from = 0
  for (const node of nodes) {
    const to = from + node.data.length
    const pieces = piecesOf(text, ranges, from, to)
    if (pieces.some(({ quote }) => quote !== undefined))
      node.replaceWith(
        ...pieces.map(({ text: words, quote }) => {
          if (quote === undefined) return words
          const mark = document.createElement('mark')
          mark.dataset.quote = String(quote)
          mark.textContent = words
          return mark
        }),
      )
    from = to
  }
}
