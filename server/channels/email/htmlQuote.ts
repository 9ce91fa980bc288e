/** Where mail programs begin the quoted history in HTML, told by the names they give their own elements. */
import type { parseDocument } from 'htmlparser2'
import { startsHeaderBlock } from './headerBlock.ts'

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
