/** A demo customer writes a mail: a real one, by SMTP, to our own inbound server. */
import { randomUUID } from 'node:crypto'
import nodemailer from 'nodemailer'
import { quoteAsText } from '../channels/email/quote.ts'
import type { Platform } from '../platform/platform.ts'
import { email, readSetting, shop } from '../platform/settings.ts'
import type { DemoCustomer } from './data/shapes.ts'
import { keepMail, listMails } from './mailbox.ts'
import { cannot } from './refuse.ts'

export interface Written {
  subject: string
  text: string
  /** The mail of the mailbox that this one answers. */
  answers: string | null
}

/** Sends what the customer wrote and keeps it in the mailbox. Refused with the reason where mail cannot come in. */
export async function writeMail(
  platform: Platform,
  customer: Pick<DemoCustomer, 'name' | 'email' | 'language'>,
  { subject, text, answers }: Written,
): Promise<{ id: string }> {
  const { db, config, inboundPort } = platform
  if (inboundPort === undefined) throw cannot('MAIL_OFF')
  const support = (await readSetting(db, email)).address
  const answered = answers ? (await listMails(db, customer.email)).find(({ id }) => id === answers) : undefined
  if (answers && !answered) throw cannot('MAIL_GONE')
  const references = answered ? [...answered.references, ...(answered.messageId ? [answered.messageId] : [])] : []
  const mail = {
    from: customer.email,
    to: (answered && !answered.isOutgoing && (answered.replyTo ?? answered.from)) || support,
    subject,
    messageId: `${randomUUID()}@${customer.email.split('@')[1]}`,
    inReplyTo: answered?.messageId ?? null,
    references,
  }
  const { timeZone } = await readSetting(db, shop)
  const quote =
    answered &&
    `\n\n${quoteAsText({ from: answered.fromName || answered.from, at: answered.at, text: answered.text }, customer.language, timeZone)}`
  const transport = nodemailer.createTransport({
    host: /^(0\.0\.0\.0|::)$/.test(config.host) ? 'localhost' : config.host,
    port: inboundPort,
    ignoreTLS: true,
    connectionTimeout: 5000,
    socketTimeout: 10_000,
  })
  try {
    await transport.sendMail({
      ...mail,
      from: { name: customer.name, address: customer.email },
      messageId: `<${mail.messageId}>`,
      inReplyTo: mail.inReplyTo ? `<${mail.inReplyTo}>` : undefined,
      references: references.map((id) => `<${id}>`),
      text: `${text}${quote ?? ''}`,
    })
  } finally {
    transport.close()
  }
  const id = await keepMail(db, {
    ...mail,
    text,
    isOutgoing: true,
    at: new Date(),
    fromName: customer.name,
    replyTo: null,
    attachments: [],
  })
  return { id }
}
