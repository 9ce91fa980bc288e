/**
 * Mail in by SMTP: a shop forwards its support address to this server. A mail is answered 250 only when its bytes and what
 * became of them, a ticket or a job, are durable; whatever goes wrong before that is a 4xx, and the sender tries again.
 */
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import { messageOf } from '../../platform/errors.ts'
import { isDiskFull } from '../../platform/files.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Payload } from '../channel.ts'
import { keepMail, mostBytes, TooLarge } from './keep.ts'

const mostClients = 200
const mostRecipients = 100
const idleMilliseconds = 60_000
const closeMilliseconds = 5_000

export interface InboundMail {
  port: number
  /** Ends idle connections, lets mails in flight finish. */
  close(): Promise<void>
}

/** Keeps a mail durably and says under which id. */
type Accept = (platform: Platform, mail: Omit<Payload, 'id' | 'receivedAt'>) => Promise<string>

/**
 * Listens for mail on a port of the configured host (0: a free one) and hands each to `accept`. We only take in: nothing is
 * ever relayed.
 */
export async function startInboundMail(platform: Platform, port: number, accept: Accept): Promise<InboundMail> {
  const server = new SMTPServer({
    banner: 'Warmline',
    // Stated in EHLO, and answered 552 where it is exceeded.
    size: mostBytes,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    // Whole providers hand out addresses that no RFC allows, with a dot before the @ or two in a row: their mail is mail too.
    lenientAddressParsing: true,
    logger: false,
    maxClients: mostClients,
    socketTimeout: idleMilliseconds,
    closeTimeout: closeMilliseconds,
    onRcptTo(_address, session, done) {
      done(session.envelope.rcptTo.length >= mostRecipients ? answer(452, '4.5.3 Too many recipients') : null)
    },
    onData(stream, session, done) {
      takeIn(stream, session).then(
        (id) => done(null, `2.0.0 Ok: kept as ${id}`),
        (error) => {
          if (!(error instanceof TooLarge))
            platform.log.error(
              { error: messageOf(error), from: senderOf(session) },
              'a mail could not be stored; its sender will try again',
            )
          done(error instanceof TooLarge ? tooLarge : isDiskFull(error) ? diskFull : notStored)
        },
      )
    },
  })
  server.on('error', (error) => platform.log.warn({ error: messageOf(error) }, 'an inbound mail connection failed'))

  async function takeIn(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> {
    const stored = await keepMail(platform.files, stream.iterator())
    return accept(platform, {
      ...stored,
      channel: 'email',
      connectionId: null,
      envelope: {
        from: senderOf(session),
        to: session.envelope.rcptTo.map((recipient) => recipient.address),
        remoteAddress: session.remoteAddress,
        helo: String(session.hostNameAppearsAs || ''),
      },
    })
  }

  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(port, platform.config.host, () => {
      server.server.off('error', reject)
      resolve()
    })
  })
  const address: AddressInfo | string | null = server.server.address()
  return {
    port: address && typeof address === 'object' ? address.port : port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

const senderOf = (session: SMTPServerSession): string => (session.envelope.mailFrom ? session.envelope.mailFrom.address : '')

const answer = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode })
const tooLarge = answer(552, '5.3.4 The mail is larger than 50 MB')
const diskFull = answer(452, '4.3.1 No space for it now, try again later')
const notStored = answer(451, '4.3.0 Not stored, try again later')

// The last is PostgreSQL's own word for it.
