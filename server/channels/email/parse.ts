/** A stored mail to an incoming message. Whatever is missing or broken in it, one message comes out. */

import type { Platform } from '../../platform/platform.ts'
import type { Payload } from '../channel.ts'
import type { Connected } from '../connected.ts'
import type { Incoming, Parsed } from '../incoming.ts'
import { rawAsFile, rawOf } from '../payload.ts'
import { addressesOf } from './address.ts'
import { ownAddresses } from './addresses.ts'
import { testIn, throughOf } from './arrival.ts'
import { authenticityOf, withReceived } from './authenticity.ts'
import { automatedReason } from './automated.ts'
import { bodyOf } from './body.ts'
import { readReport } from './bounce.ts'
import { cleanLine } from './characters.ts'
import { type Letter, rawHeader, readLetter } from './letter.ts'
import { asMail } from './provider.ts'
import { receivedChecks } from './receivedChecks.ts'
import { aboutOurs } from './reported.ts'
import { senderOf } from './sender.ts'
import { isForwardSubject } from './subject.ts'
import { cleanId, messageIdsOf, reachedBy, threadOf } from './thread.ts'

const dayMilliseconds = 86_400_000

/** Reads a mail from the store: exactly one message, or what a report or a test mail of our own tells. Throws when it cannot be read or an attachment not be kept. */
export async function parse(
  platform: Pick<Platform, 'db' | 'files' | 'askDns'>,
  stored: Payload,
  connection: Connected | null = null,
): Promise<Parsed> {
  const own = await ownAddresses(platform.db)
  if (stored.size === 0 && stored.envelope.uid !== undefined) throw new Error('The mail was never fetched: it still lies in its mailbox.')
  const payload = await asMail(platform.files, stored)
  const letter = await readLetter(rawOf(platform.files, payload), platform.files)
  const envelope = envelopeOf(payload.envelope)
  const subject = subjectOf(letter)
  const body = bodyOf(letter.text, letter.html, isForwardSubject(subject))
  const sender = senderOf(letter, own, envelope.from ?? '')
  const thread = threadOf(letter, envelope.to)
  const html = body.html ?? ''
  const attachments = letter.attachments.map((attachment) => ({
    ...attachment,
    isInline: attachment.contentId !== null && html.includes(`cid:${escaped(attachment.contentId)}`),
  }))
  if (body.isCut || letter.hasMore)
    attachments.push({
      ...(await rawAsFile(platform.files, payload)),
      name: 'message.eml',
      mimeType: 'message/rfc822',
      contentId: null,
      isInline: false,
    })
  const fromAddress = addressesOf(letter.headers.get('from'))[0]?.address ?? envelope.from ?? ''
  const replyTo = addressesOf(letter.headers.get('reply-to')).map(({ address }) => address)

  const automatedWhy = sender.isOurselves ? 'own address' : automatedReason(letter, subject, envelope.from, own)
  const asked = await authenticityOf(platform.files, platform.askDns, payload, letter)
  const authenticity =
    stored.envelope.uid === undefined ? asked : withReceived(asked, receivedChecks(letter, connection?.text('authServer') ?? ''))
  const report = isReport(automatedWhy) ? await readReport(platform.files, payload, letter) : null
  const ofOurs = report && (await aboutOurs(platform.db, report, payload.receivedAt, authenticity?.verdict))
  if (ofOurs) return ofOurs
  const externalId = externalIdOf(letter, payload)
  const testId = await testIn(platform, letter, externalId)
  if (testId) {
    const through = throughOf(stored, connection, authenticity)
    return { messages: [], facts: [{ kind: 'test', at: payload.receivedAt, own: { id: testId, through } }] }
  }
  const message: Incoming = {
    channel: 'email',
    externalId,
    from: { kind: 'email', value: sender.address, name: sender.name, isVerified: false },
    subject: subject || null,
    text: body.text,
    quotedText: body.quotedText,
    html: body.html,
    preview: body.preview || cleanLine(attachments.map(({ name }) => name).join(', '), 200) || subject,
    thread: { externalIds: thread.externalIds, tokens: thread.tokens },
    mail: {
      from: fromAddress,
      to: addressesOf(letter.headers.get('to')).map(({ address }) => address),
      cc: addressesOf(letter.headers.get('cc')).map(({ address }) => address),
      inReplyTo: thread.inReplyTo,
      references: thread.references,
      ...(replyTo.length > 0 && { replyTo }),
      ...(authenticity && { authenticity }),
      ...(sender.address !== fromAddress && !sender.address.endsWith('.invalid') && { sender: sender.address }),
    },
    automatedWhy: report?.outcome === 'delayed' ? 'delayed delivery' : automatedWhy,
    attachments,
    ...(payload.awaited && payload.awaited.length > 0 && { awaited: payload.awaited }),
    connectionId: reachedBy(letter, envelope.to, own, payload.connectionId ?? null),
    payloadId: payload.id,
    sentAt: sentAtOf(letter, payload.receivedAt),
  }
  return { messages: [message], facts: [] }
}

const isReport = (automatedWhy: string | null) => automatedWhy === 'bounce' || automatedWhy === 'abuse report'

function envelopeOf({ from, to }: Record<string, unknown>): { from: string | undefined; to: string[] } {
  return {
    from: typeof from === 'string' ? from : undefined,
    to: Array.isArray(to) ? to.filter((address) => typeof address === 'string') : [],
  }
}

function subjectOf(letter: Letter): string {
  const decoded = letter.headers.get('subject')
  const raw = rawHeader(letter, 'subject').at(-1) ?? ''
  // Raw 8-bit bytes that are not UTF-8 came out as replacement characters; the raw line has them read better.
  const isSpoiled = typeof decoded === 'string' && decoded.includes('\ufffd') && !raw.includes('=?')
  return cleanLine(isSpoiled || typeof decoded !== 'string' ? raw : decoded)
}

function externalIdOf(letter: Letter, payload: Payload): string {
  const own = rawHeader(letter, 'message-id').at(-1) ?? ''
  return messageIdsOf([own])[0] || cleanId(own) || `sha256:${payload.file}@warmline`
}

/** The Date of the mail where it can be true: not after it came, and not more than 30 days before. */
function sentAtOf(letter: Letter, receivedAt: Date): Date {
  const date = new Date(rawHeader(letter, 'date').at(-1) ?? '')
  const age = receivedAt.getTime() - date.getTime()
  return age >= 0 && age <= 30 * dayMilliseconds ? date : receivedAt
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
