/** Builds the mail of a reply: the same message always gives the same mail, so that a retry is no second one. */
import type { Outgoing } from '../outgoing.ts'
import { cleanOwnHtml } from './html.ts'
import { htmlToText } from './htmlText.ts'
import { type QuoteLanguage, quoteAsHtml, quoteAsText, textAsHtml } from './quote.ts'
import { answerTo } from './subject.ts'

export interface Letterhead {
  address: string
  name: string
  language: QuoteLanguage
  timeZone: string
}

const mostReferences = 20

/** The fields of a mail for nodemailer, without attachments and signing. */
export function compose(outgoing: Outgoing, head: Letterhead) {
  // Ids that we made up for mails without one mean nothing to others.
  const threadIds = outgoing.threadIds.filter((id) => !id.startsWith('sha256:'))
  const references = threadIds.length > mostReferences ? [...threadIds.slice(0, 1), ...threadIds.slice(1 - mostReferences)] : threadIds
  const last = threadIds.at(-1)
  const quote = outgoing.quote && { ...outgoing.quote, text: outgoing.quote.text.slice(0, 20_000).toWellFormed() }
  const subject = outgoing.subject.trim()
  const { recipients, signature } = outgoing
  // Only the customer's name is ours to say; the others are called what their mail programs call them.
  const named = (address: string) => ({ name: address === outgoing.to.value ? outgoing.to.name : '', address })
  const text = signature ? `${outgoing.text}\n\n-- \n${htmlToText(signature).text}` : outgoing.text
  const html = outgoing.html ? cleanOwnHtml(outgoing.html) : textAsHtml(outgoing.text)
  return {
    from: {
      name: outgoing.authorName && outgoing.authorName !== head.name ? `${outgoing.authorName} (${head.name})` : head.name,
      address: head.address,
    },
    to: recipients ? recipients.to.map(named) : named(outgoing.to.value),
    ...(recipients && recipients.cc.length > 0 && { cc: recipients.cc.map(named) }),
    ...(recipients && recipients.bcc.length > 0 && { bcc: recipients.bcc.map(named) }),
    replyTo: { name: head.name, address: head.address.replace('@', `+t${outgoing.replyToken}@`) },
    subject: outgoing.threadIds.length > 0 ? answerTo(subject) : subject || head.name,
    messageId: `<${outgoing.externalId}>`,
    date: dateOf(outgoing.messageId),
    ...(last && { inReplyTo: `<${last}>`, references: references.map((id) => `<${id}>`) }),
    text: quote ? `${text}\n\n${quoteAsText(quote, head.language, head.timeZone)}` : text,
    html: `<div>${html}</div>${signature ? `<br><div class="warmline_signature">${cleanOwnHtml(signature)}</div>` : ''}${quote ? quoteAsHtml(quote, head.language, head.timeZone) : ''}`,
  }
}

/** A UUIDv7 begins with its time: the mail is dated when it was written, at each attempt the same. */
function dateOf(messageId: string): Date {
  const at = Number.parseInt(messageId.replaceAll('-', '').slice(0, 12), 16)
  const isTime = messageId[14] === '7' && Number.isFinite(at)
  return isTime ? new Date(at) : new Date()
}
