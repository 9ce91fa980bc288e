/** Where mail programs begin the quoted history in HTML, told by the names they give their own elements. */
import type { parseDocument } from 'htmlparser2'
import { startsHeaderBlock } from './headerBlock.ts'
import { isSignatureRule } from './phrases.ts'

type Node = ReturnType<typeof parseDocument>['children'][number]

// These hold the history: Gmail, Yahoo, Thunderbird and Apple Mail (type=cite), Proton, Tuta, Zoho, HubSpot, Front, our own.
const holders =
  /(^|[\s_-])(gmail_quote(_container)?|gmail_extra|[a-z0-9]*yahoo_quoted|protonmail_quote|tutanota_quote|zmail_extra|hs_reply|front-blockquote|moz-forward-container|warmline_quote|moz-cite-prefix)($|\s)/i
const holderIds =
  /^(x_)*(isReplyContent|OLK_SRC_BODY_SECTION|mail-editor-reference-message-container|replymessage|.*yahoo_quoted.*|oriMsgHtmlSeperator)$/i
// From here on everything is history: Outlook on the web and mobile, Hotmail.
const starts = /^(x_)*(divRplyFwdMsg|appendonsend|stopSpelling|reply-intro|replySplit|zmail_extra_hr|OutlookMessageHeader)$/i
// Signatures, where a program marks them.
const signatures = /(^|[\s_-])(gmail_signature|moz-signature|protonmail_signature_block|tutanota_signature|bloop_sign.*)($|\s)/i
const signatureIds = /^(x_)*(Signature|ms-outlook-mobile-signature|AppleMailSignature|lineBreakAtBeginningOfSignature)$/i

/** Does history, or a signature, begin with this node: itself only (`node`), or it and all its following siblings (`rest`)? */
export function quoteKind(node: Node): 'node' | 'rest' | undefined {
  if (node.type !== 'tag') return undefined
  const { class: classes = '', id = '', type = '', style = '' } = node.attribs
  if (starts.test(id) || /(^|\s)(x_)?OutlookMessageHeader(\s|$)/.test(classes)) return 'rest'
  if (holders.test(classes) || holderIds.test(id) || signatures.test(classes) || signatureIds.test(id)) return 'node'
  if (node.name === 'blockquote' && type.toLowerCase() === 'cite') return 'node'
  // Outlook for Windows: a ruled-off block with From, Sent, To and Subject.
  if (node.name === 'div' && /border-top:\s*solid/i.test(style) && startsHeaderBlock(plain(node, 400))) return 'rest'
  return undefined
}

const longestSignature = { lines: 15, nodes: 80, characters: 2000 }

/**
 * How many of these siblings from `from` on are a signature that no program marks: a line of its own that says "-- ", and the few
 * lines below it, as far as what a program marks. 0: none begins here.
 */
export function signatureLength(nodes: readonly Node[], from: number): number {
  const [above, rule, below] = [nodes[from - 1], nodes[from], nodes[from + 1]]
  if (!rule || !isSignatureRule(fewWords(rule).trim())) return 0
  if (!(isLine(rule) || ((!above || isLine(above)) && below && isLine(below)))) return 0
  const near = nodes.slice(from, from + longestSignature.nodes + 1)
  const marked = near.findIndex((node) => quoteKind(node) !== undefined)
  const signature = marked === -1 ? near : near.slice(0, marked)
  if (signature.length > longestSignature.nodes) return 0
  const text = signature.map((node) => `${plain(node, longestSignature.characters)}${isLine(node) ? '\n' : ''}`).join('')
  const lines = text.split('\n').filter((line) => line.trim() !== '').length
  return lines <= longestSignature.lines + 1 && text.length <= longestSignature.characters ? signature.length : 0
}

/** What a node says that holds hardly anything; of a larger one nothing, unread. */
function fewWords(node: Node, deepest = 3): string {
  if (node.type === 'text') return node.data.length < 80 ? node.data.replace(/\s+/g, ' ') : ''
  if (node.type !== 'tag' || node.children.length > 3 || deepest === 0) return ''
  return node.children.map((child) => fewWords(child, deepest - 1)).join('')
}

/** Does it end the line that it stands in, or make one of its own? */
const isLine = (node: Node) => node.type === 'tag' && /^(br|p|div|hr|h[1-6]|table|ul|ol|blockquote|pre|section|article)$/.test(node.name)

/** The first words of a node, lines apart. */
function plain(node: Node, most: number): string {
  let text = ''
  const read = (inner: Node): void => {
    if (text.length >= most) return
    if (inner.type === 'text') text += inner.data.replace(/\s+/g, ' ')
    if (inner.type !== 'tag') return
    if (inner.name === 'br' || inner.name === 'p' || inner.name === 'div') text += '\n'
    for (const child of inner.children) read(child)
  }
  read(node)
  return text.slice(0, most)
}
