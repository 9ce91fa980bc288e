/** A mail server that takes everything and keeps it, or refuses as it is told. */
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface MailSink {
  url: string
  mails: { from: string; to: string[]; text: string }[]
  /** The words with which recipients are refused from now on; undefined: none is. */
  refusal: string | undefined
  /** Called with each mail before it is answered. */
  onMail?: (mail: MailSink['mails'][number]) => Promise<void>
  close(): Promise<void>
}

/** Starts it on a free port of loopback. */
export async function startMailSink(): Promise<MailSink> {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onRcptTo: (_address, _session, done) => done(sink.refusal ? Object.assign(new Error(sink.refusal), { responseCode: 550 }) : null),
    onData(stream, { envelope }, done) {
      const take = async () => {
        const text = Buffer.concat(await stream.toArray()).toString()
        const mail = {
          from: envelope.mailFrom ? envelope.mailFrom.address : '',
          to: envelope.rcptTo.map(({ address }) => address),
          text,
        }
        sink.mails.push(mail)
        await sink.onMail?.(mail)
      }
      take().then(() => done(null, '2.0.0 queued as 42'), done)
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const sink: MailSink = {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    mails: [],
    refusal: undefined,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
  return sink
}
