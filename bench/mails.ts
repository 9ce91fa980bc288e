/** A plain SMTP client with one connection, as a mail server that forwards a shop's mail keeps it. */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from './floor.ts'

export interface MailClient {
  /** Sends a mail of a new customer and waits for the server's 250 behind its data. No line of it begins with a dot. */
  send(mailOf?: (sender: string) => string | Buffer): Promise<void>
  close(): void
}

/** Connects and says hello. */
export async function openMailClient(port: number): Promise<MailClient> {
  const socket = connect(port, '127.0.0.1')
  socket.setNoDelay(true)
  const waiting: { resolve(code: string): void; reject(error: Error): void }[] = []
  let received = ''
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1')
    for (let end = received.indexOf('\r\n'); end >= 0; end = received.indexOf('\r\n')) {
      const line = received.slice(0, end)
      received = received.slice(end + 2)
      if (line[3] !== '-') waiting.shift()?.resolve(line)
    }
  })
  let isClosed = false
  const fail = (error = new Error('the mail server closed the connection')) => {
    isClosed = true
    for (const { reject } of waiting.splice(0)) reject(error)
  }
  socket.on('error', fail)
  socket.on('close', () => fail())
  const answer = (code: string) =>
    new Promise<string>((resolve, reject) => {
      if (isClosed) reject(new Error('the mail server has closed the connection'))
      else waiting.push({ resolve, reject })
    }).then((line) => {
      if (!line.startsWith(code)) throw new Error(`the mail server answered "${line}" where ${code} was expected`)
    })

  const greeting = answer('220')
  await once(socket, 'connect')
  await greeting
  socket.write('EHLO bench.example\r\n')
  await answer('250')
  return {
    async send(mailOf = mailBy) {
      const sender = `${randomUUID()}@customer.example`
      socket.write(`MAIL FROM:<${sender}>\r\nRCPT TO:<support@localhost>\r\nDATA\r\n`)
      await Promise.all([answer('250'), answer('250'), answer('354')])
      socket.write(Buffer.concat([Buffer.from(mailOf(sender)), Buffer.from('\r\n.\r\n')]))
      await answer('250')
    },
    close: () => socket.destroy(),
  }
}

/** The first mail of somebody new, as a mail server hands it over. */
export const mailBy = (sender: string, words = text): string =>
  [
    'Received: from mail.customer.example (mail.customer.example [192.0.2.7]) by mx.shop.example with ESMTPS; Mon, 5 Jan 2026 09:12:44 +0000',
    `Message-ID: <${sender}>`,
    'Date: Mon, 5 Jan 2026 10:12:43 +0100',
    `From: "Ana Ruiz" <${sender}>`,
    'To: support@localhost',
    'Subject: Parcel',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    'X-Mailer: Mail 16.0',
    '',
    words,
  ].join('\r\n')
