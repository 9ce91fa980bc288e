/** Outgoing mail: one transport for replies and for our own letters. */
import nodemailer, { type SendMailOptions } from 'nodemailer'

export interface Mailer {
  /**
   * Sends one mail. Throws the server's refusal; `responseCode` 5xx is final. Of several addresses some may be refused: the others have it.
   */
  send(mail: SendMailOptions): Promise<{ answer: string; refused?: string }>
  close(): void
}

/** A mailer over SMTP. Connections are pooled; a server that hangs is given up after 30 s. */
export function openSmtpMailer(url: string): Mailer {
  // A query already in the address (…?tls.rejectUnauthorized=false) stays in force.
  const address = new URL(url)
  for (const [name, value] of [
    ['pool', 'true'],
    ['connectionTimeout', '15000'],
    ['greetingTimeout', '15000'],
    ['socketTimeout', '30000'],
  ] as const)
    if (!address.searchParams.has(name)) address.searchParams.set(name, value)
  const transport = nodemailer.createTransport(address.href)
  return {
    async send(mail) {
      const result = await transport.sendMail(mail)
      const refused = (result.rejectedErrors ?? [])
        .map((error) => [error.recipient, error.response ?? error.message].filter(Boolean).join(': '))
        .join('; ')
      return { answer: String(result.response ?? ''), ...(refused && { refused }) }
    },
    close: () => transport.close(),
  }
}
