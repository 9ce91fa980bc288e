/** Style attributes of foreign HTML: the properties that only change how text looks where it stands. */

const allowed = new Set(
  `background-color border border-bottom border-collapse border-color border-left border-radius border-right border-spacing border-style
  border-top border-width caption-side clear color direction display empty-cells float font font-family font-size font-style font-variant
  font-weight height letter-spacing line-height list-style list-style-type margin margin-bottom margin-left margin-right margin-top
  max-height max-width min-height min-width mso-hide overflow-wrap padding padding-bottom padding-left padding-right padding-top table-layout
  text-align text-decoration text-decoration-line text-indent text-transform unicode-bidi vertical-align visibility white-space width
  word-break word-spacing word-wrap`.split(/\s+/),
)
const displays = new Set(
  'none block inline inline-block list-item table table-row table-cell table-row-group table-header-group table-footer-group inline-table'.split(
    ' ',
  ),
)
const mostCharacters = 10_000

/** A style attribute reduced to safe declarations. Nothing in it can load, cover or leave the page; empty when nothing is left. */
export function safeStyle(style: string): string {
  if (style.length > mostCharacters) return ''
  const kept: string[] = []
  for (const declaration of style.replace(/\/\*[\s\S]*?(\*\/|$)/g, '').split(';')) {
    const colon = declaration.indexOf(':')
    if (colon < 0) continue
    const property = declaration.slice(0, colon).trim().toLowerCase()
    const value = declaration.slice(colon + 1).trim()
    if (!allowed.has(property) || !isSafe(value)) continue
    if (property === 'display' && !displays.has(value.toLowerCase().replace(/\s*!important$/, ''))) continue
    kept.push(`${property}:${value}`)
  }
  return kept.join(';')
}

// No url(), no expression(), no escapes that would spell them, nothing that ends the attribute or the declaration.
const isSafe = (value: string) =>
  value.length > 0 && value.length <= 300 && !/[\\<>{}@]|url|expression|javascript|behavior|image|attr\(|var\(|env\(/i.test(value)

/** Is this element hidden by its style? Such text was not meant to be read. */
export const isHiddenStyle = (style: string): boolean =>
  /(^|;)\s*(display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(px|pt|em|%)?\s*(;|!|$)|max-height\s*:\s*0(px)?\s*(;|!|$))/i.test(
    style,
  )
