/**
 * The demo customers' mailbox. While no outgoing mail server is configured, whatever Warmline sends ends here, and what
 * the demo customers write is kept beside it, so that a newcomer sees both sides of a conversation.
 */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { SendMailOptions } from 'nodemailer'
import { z } from 'zod'
import type { Db } from '../platform/db.ts'
import type { Mailer } from '../platform/mail.ts'

/** What of a mail's headers matters to whoever answers it. Ids without angle brackets. */
const MailThread = z.object({
  fromName: z.string().catch(''),
  replyTo: z.string().nullable().catch(null),
  inReplyTo: z.string().nullable().catch(null),
  references: z.array(z.string()).catch([]),
  attachments: z.array(z.string()).catch([]),
})
type MailThread = z.infer<typeof MailThread>

export interface TrialMail extends MailThread {
  id: string
  from: string
  to: string
  subject: string
  text: string
  messageId: string | null
  /** True: the demo customer wrote it. */
  isOutgoing: boolean
  at: Date
}

/** A mailer that puts mail into the mailbox in place of sending it. Nothing leaves the machine. */
export function openTrialMailer(db: Db): Mailer {
  return {
    async send(mail) {
      const recipients = [mail.to, mail.cc, mail.bcc].flatMap(addressesOf)
      const [from = { name: '', address: 'nobody@localhost' }] = addressesOf(mail.from)
      for (const to of recipients)
        await keepMail(db, {
          from: from.address,
          to: to.address,
          subject: mail.subject ?? '',
          text: textOf(mail),
          messageId: idsOf(mail.messageId)[0] ?? `${randomUUID()}@${from.address.split('@')[1]}`,
          isOutgoing: false,
          at: new Date(),
          fromName: from.name,
          replyTo: addressesOf(mail.replyTo)[0]?.address ?? null,
          inReplyTo: idsOf(mail.inReplyTo)[0] ?? null,
          references: idsOf(mail.references),
          attachments: (mail.attachments ?? []).map(({ filename }) => String(filename || 'file')),
        })
      return { answer: `250 kept in the demo mailbox of ${recipients.map(({ address }) => address).join(', ')}` }
    },
    close: () => undefined,
  }
}

/** Puts a mail into the mailbox. */
export async function keepMail(
  db: Db,
  { from, to, subject, text, messageId, isOutgoing, at, ...thread }: Omit<TrialMail, 'id'>,
): Promise<string> {
  const row = await db
    .insertInto('trialMails')
    .values({
      fromAddress: from.toLowerCase(),
      toAddress: to.toLowerCase(),
      subject,
      text: text.replaceAll('\u0000', ''),
      messageId,
      isOutgoing,
      receivedAt: at,
      headers: JSON.stringify(MailThread.parse(thread)),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

const mostMails = 200

/** The newest mails of an address, received and written, oldest first. */
export async function listMails(db: Db, address: string): Promise<TrialMail[]> {
  const rows = await db
    .selectFrom('trialMails')
    .selectAll()
    .where(sql<boolean>`(to_address = ${address} and not is_outgoing or from_address = ${address} and is_outgoing)`)
    .orderBy('receivedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(mostMails)
    .execute()
  return rows.reverse().map(({ id, fromAddress, toAddress, subject, text, messageId, isOutgoing, receivedAt, headers }) => ({
    id,
    from: fromAddress,
    to: toAddress,
    subject,
    text,
    messageId,
    isOutgoing,
    at: receivedAt,
    ...MailThread.parse(headers),
  }))
}

const mostOthers = 50

/** Addresses beyond the `known` ones that mail was sent to, such as an invited colleague's; the latest first. */
export async function listOtherMailboxes(db: Db, known: string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('trialMails')
    .select('toAddress')
    .where('isOutgoing', '=', false)
    .where('toAddress', '<>', sql<string>`all(${known}::text[])`)
    .groupBy('toAddress')
    .orderBy(sql`max(received_at)`, 'desc')
    .limit(mostOthers)
    .execute()
  return rows.map(({ toAddress }) => toAddress)
}

type Addresses = SendMailOptions['to']

function addressesOf(value: Addresses): { name: string; address: string }[] {
  if (!value) return []
  if (Array.isArray(value)) return value.flatMap((one) => addressesOf(one))
  if (typeof value === 'object') return value.address ? [{ name: value.name ?? '', address: value.address }] : []
  return value.split(',').map((text) => {
    const named = /^\s*"?(.*?)"?\s*<([^<>]+)>\s*$/.exec(text)
    return { name: named?.[1] ?? '', address: (named?.[2] ?? text).trim() }
  })
}

const textOf = ({ text, html }: SendMailOptions): string =>
  typeof text === 'string'
    ? text
    : String(html ?? '')
        .replace(/<br\s*\/?>|<\/p>/g, '\n')
        .replace(/<[^>]*>/g, '')

const idsOf = (value: string | string[] | undefined): string[] =>
  (Array.isArray(value) ? value : (value ?? '').split(/\s+/)).map((id) => id.replace(/^<|>$/g, '')).filter(Boolean)
