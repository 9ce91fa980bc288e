/**
 * Mail in by SMTP: a shop forwards its support address to this server. A mail is answered 250 only when its bytes and what
 * became of them, a ticket or a job, are durable; whatever goes wrong before that is a 4xx, and the sender tries again.
 */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { PassThrough } from 'node:stream'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import { messageOf } from '../../platform/errors.ts'
import { type Files, isDiskFull, type StoredFile } from '../../platform/files.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Payload } from '../channel.ts'
import { mostInRow } from '../payload.ts'

/** The largest mail we take, in bytes; stated in EHLO, and answered 552 where it is exceeded. */
export const mostBytes = 50 * 1024 * 1024
const mostClients = 200
const mostRecipients = 100
const idleMilliseconds = 60_000
const closeMilliseconds = 5_000
// Most mails are smaller: they are written in one piece, without a chain of streams.
const inOnePiece = 256 * 1024

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
    size: mostBytes,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
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
          if (error !== tooLarge)
            platform.log.error(
              { error: messageOf(error), from: senderOf(session) },
              'a mail could not be stored; its sender will try again',
            )
          done(error === tooLarge ? tooLarge : isDiskFull(error) ? diskFull : notStored)
        },
      )
    },
  })
  server.on('error', (error) => platform.log.warn({ error: messageOf(error) }, 'an inbound mail connection failed'))

  async function takeIn(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> {
    const stored = await keep(platform.files, stream)
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

/**
 * Keeps the mail's bytes; gives up at the limit, so that an endless mail fills no disk. Reads to the end in any case: the
 * answer follows the end of the data.
 */
async function keep(files: Files, stream: SMTPServerDataStream): Promise<StoredFile & { body: Buffer | null }> {
  const chunks = stream.iterator()
  const first: Buffer[] = []
  let size = 0
  while (size < inOnePiece) {
    const next = await chunks.next()
    if (next.done) return keepWhole(files, Buffer.concat(first))
    first.push(next.value)
    size += next.value.length
  }
  const rest = new PassThrough()
  const stored = files.keep(rest)
  const ended = stored.then(noop, noop)
  try {
    for (const chunk of first) rest.write(chunk)
    for await (const chunk of chunks) {
      size += chunk.length
      if (size > mostBytes) rest.destroy(tooLarge)
      if (!rest.destroyed && !rest.write(chunk)) await Promise.race([once(rest, 'drain').catch(noop), ended])
    }
    rest.end()
  } catch (error) {
    rest.destroy(error instanceof Error ? error : new Error(String(error)))
  }
  return { ...(await stored), body: null }
}

const noop = () => undefined

const keepWhole = async (files: Files, mail: Buffer) =>
  mail.length <= mostInRow
    ? { file: createHash('sha256').update(mail).digest('hex'), size: mail.length, body: mail }
    : { ...(await files.keep(mail)), body: null }

const senderOf = (session: SMTPServerSession): string => (session.envelope.mailFrom ? session.envelope.mailFrom.address : '')

const answer = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode })
const tooLarge = answer(552, '5.3.4 The mail is larger than 50 MB')
const diskFull = answer(452, '4.3.1 No space for it now, try again later')
const notStored = answer(451, '4.3.0 Not stored, try again later')

// The last is PostgreSQL's own word for it.
