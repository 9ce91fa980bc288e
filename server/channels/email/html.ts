/** Foreign HTML made safe to show: an allow-list, no script, no forms, nothing loaded from elsewhere until asked. */
import sanitize, { type Attributes, type IOptions } from 'sanitize-html'
import { cleanText } from './characters.ts'
import { safeStyle } from './style.ts'

/** The longest HTML that is kept, in characters. */
export const mostHtml = 500_000
// Reading takes time in proportion; what is longer than this holds pictures as text, or is no letter.
const mostRead = 1_000_000
const mostDataUrl = 100_000
const deepest = 100
const deepestRead = 400

const tags =
  `a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em figcaption
  figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark nav ol p pre q s samp section small span strike strong
  sub sup table tbody td tfoot th thead time tr tt u ul var wbr`.split(/\s+/)

// Where quoted history begins is told by these names; see quotedHtml.ts.
const marks = ['class', 'id', 'type', 'title', 'dir', 'lang', 'style', 'align', 'valign', 'width', 'height', 'bgcolor', 'border']

/** Sanitises the HTML of a mail: links open elsewhere, `cid:` images stay, remote ones wait in `data-remote-src`. */
export function cleanHtml(html: string): string {
  const cleaned = sanitize(flattened(cleanText(html.slice(0, mostRead))), base)
  if (cleaned.length <= mostHtml) return cleaned
  // Cut before a tag, then once more through the sanitiser, which closes what is open.
  const cut = cleaned.slice(0, mostHtml - 10_000)
  return sanitize(cut.slice(0, cut.lastIndexOf('<')), base)
}

/** Sanitises the HTML that an agent wrote: as above, but their pictures load. */
export const cleanOwnHtml = (html: string): string =>
  sanitize(flattened(cleanText(html.slice(0, mostRead))), { ...base, transformTags: { ...transforms, img: ownImage } })

/** Takes opening tags beyond a depth out: the parsers' time grows with the square of the depth. */
function flattened(html: string): string {
  let depth = 0
  return html.replace(/<(\/?)([a-z][\w:-]*)(?=[\s>/])/gi, (tag, close, name) => {
    if (closeThemselves.has(name.toLowerCase())) return tag
    if (close) {
      depth = Math.max(0, depth - 1)
      return tag
    }
    if (depth >= deepestRead) return '<wbr'
    depth++
    return tag
  })
}

const closeThemselves = new Set(
  'area base br col dd dt embed hr img input li link meta option p param source td th tr track wbr html head body'.split(' '),
)

const image = (_tag: string, { src, 'data-remote-src': waiting, ...rest }: Attributes) => {
  const attribs: Attributes = { ...rest }
  const at = (src ?? waiting ?? '').trim()
  if (/^cid:/i.test(at)) attribs.src = `cid:${decoded(at.slice(4))}`
  else if (isRasterData(at)) attribs.src = at
  else if (/^https?:\/\//i.test(at)) attribs['data-remote-src'] = at
  return { tagName: 'img', attribs: styled(attribs) }
}

const ownImage = (_tag: string, { src = '', ...rest }: Attributes) => ({
  tagName: 'img',
  attribs: styled(/^(https?:\/\/|cid:)/i.test(src.trim()) || isRasterData(src.trim()) ? { ...rest, src: src.trim() } : rest),
})

const link = (_tag: string, { href = '', target: _target, rel: _rel, ...rest }: Attributes) => {
  const at = href.trim()
  const isSafe = /^(https?:\/\/|mailto:|tel:)/i.test(at)
  return { tagName: 'a', attribs: styled(isSafe ? { href: at, target: '_blank', rel: 'noopener noreferrer nofollow', ...rest } : rest) }
}

function styled(attribs: Attributes): Attributes {
  if (attribs.style === undefined) return attribs
  const { style, ...rest } = attribs
  const safe = safeStyle(style)
  return safe ? { ...rest, style: safe } : rest
}

const isRasterData = (at: string) =>
  at.length <= mostDataUrl && /^data:image\/(png|jpe?g|gif|webp|bmp|avif);base64,[a-z0-9+/=\s]+$/i.test(at)

function decoded(contentId: string): string {
  try {
    return decodeURIComponent(contentId)
  } catch {
    return contentId
  }
}

const transforms: IOptions['transformTags'] = {
  a: link,
  img: image,
  '*': (tagName, attribs) => ({ tagName, attribs: styled(attribs) }),
}

const base: IOptions = {
  allowedTags: tags,
  allowedAttributes: {
    '*': marks,
    a: ['href', 'name', 'target', 'rel'],
    img: ['src', 'alt', 'data-remote-src'],
    td: ['colspan', 'rowspan', 'nowrap'],
    th: ['colspan', 'rowspan', 'nowrap', 'scope'],
    table: ['cellpadding', 'cellspacing', 'role'],
    font: ['color', 'face', 'size'],
    ol: ['start', 'reversed'],
    li: ['value'],
    time: ['datetime'],
    col: ['span'],
    colgroup: ['span'],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['cid', 'data', 'http', 'https'] },
  allowProtocolRelative: false,
  nonTextTags: [
    'script',
    'style',
    'textarea',
    'option',
    'xmp',
    'noscript',
    'noembed',
    'noframes',
    'title',
    'template',
    'svg',
    'math',
    'object',
    'applet',
    'select',
  ],
  nestingLimit: deepest,
  // Styles are filtered by safeStyle: a parser of whole style sheets costs more than the rest together.
  parseStyleAttributes: false,
  transformTags: transforms,
}
