/** A mailbox at its IMAP server: opened for reading only, so that nothing there is ever marked, moved or deleted (F1). */
import type { ImapFlow, MailboxObject } from 'imapflow'
import { messageOf } from '../../platform/errors.ts'
import type { Connected } from '../connected.ts'
import { BrokenConnection } from '../outgoing.ts'

const connectMilliseconds = 20_000

export interface Mailbox {
  client: ImapFlow
  opened: MailboxObject
}

/**
 * Signs in and opens the folder. Throws BrokenConnection where the server refuses the sign-in or has no such folder: that mends
 * itself only when somebody acts. Its error listener is the caller's.
 */
export async function openMailbox(connection: Connected, onError: (error: Error) => void): Promise<Mailbox> {
  const host = connection.text('imapHost')
  const port = Number(connection.text('imapPort')) || 993
  // Loaded where a mailbox is read: a shop without one has no use for its 20 MiB.
  const { ImapFlow } = await import('imapflow')
  const client = new ImapFlow({
    host,
    port,
    secure: port === 993,
    // Passwords cross no network in the clear; a server on this machine is none.
    ...(port !== 993 && { doSTARTTLS: !isLoopback(host) }),
    auth: { user: connection.text('imapUser'), pass: connection.secret('imapPassword') },
    clientInfo: { name: 'Warmline' },
    logger: false,
    autoIdleDelay: 500,
    connectionTimeout: connectMilliseconds,
    greetingTimeout: connectMilliseconds,
    socketTimeout: 3 * 60_000,
  })
  client.on('error', onError)
  try {
    await client.connect()
    return { client, opened: await client.mailboxOpen(connection.text('imapFolder') || 'INBOX', { readOnly: true }) }
  } catch (error) {
    client.close()
    throw isRefusal(error) ? new BrokenConnection(wordsOf(error)) : new Error(wordsOf(error))
  }
}

/** Asks whether the mailbox can be read, for the settings page. */
export async function checkMailbox(connection: Connected): Promise<string> {
  const { client, opened } = await openMailbox(connection, () => undefined)
  await client.logout().catch(() => client.close())
  return `${opened.path}: ${opened.exists}`
}

const isLoopback = (host: string) => /^(localhost|127\.\d+\.\d+\.\d+|::1)$/i.test(host)

/** A sign-in or a folder that the server refused. */
const isRefusal = (error: unknown): boolean =>
  error instanceof Error && (('authenticationFailed' in error && error.authenticationFailed === true) || 'mailboxMissing' in error)

/** The server's own words, where it said any. */
const wordsOf = (error: unknown): string =>
  error instanceof Error && 'responseText' in error && typeof error.responseText === 'string' && error.responseText
    ? error.responseText
    : messageOf(error)
