/** A shopper's message on its way in. The browser names it, so that a message sent twice is kept once. */
import type { HubMessage } from '../../shared/hub.ts'
import type { Incoming } from '../channels/incoming.ts'
import { webchat } from '../channels/webchat/webchat.ts'
import { isUniqueViolation } from '../platform/db.ts'
import { conflict, refused } from '../platform/errors.ts'
import type { Platform } from '../platform/platform.ts'
import type { ShopperCaller } from '../rpc.ts'
import { openAttempts } from '../team/attempts.ts'
import { takeInNow } from '../tickets/takeIn.ts'
import { messageOf } from './chat.ts'
import { tooMuch } from './refusals.ts'

/** Thirty at once, and then one every two seconds: more than anyone types. */
const writing = openAttempts({ burst: 30, everySeconds: 2 })

/** Takes a shopper's message in: continues the open chat or begins one, and answers with where it stands. */
export async function write(
  platform: Platform,
  shopper: ShopperCaller,
  written: { id: string; text: string; chatId: string | null },
): Promise<{ chatId: string; message: HubMessage }> {
  const wait = writing.take([shopper.customerId])
  if (wait > 0) throw tooMuch('You are writing faster than anyone can read. Please wait a moment.', wait)
  const incoming = incomingOf(shopper, written)
  if (!incoming.text) throw refused('The message is empty.')
  const received = await takeInNow(platform, webchat, incoming).catch((error: unknown) => {
    throw isUniqueViolation(error) ? takenId() : error
  })
  if (received.outcome === 'blocked' || received.outcome === 'keyword') throw refused('This shop takes no messages from you here.')
  const { ticketId: chatId, messageId: id, createdAt } = received
  if (received.outcome === 'duplicate') {
    writing.giveBack([shopper.customerId])
    return { chatId, message: await sentBefore(platform, shopper, id) }
  }
  const { text, from } = incoming
  const kept = { id, direction: 'in', authorName: from.name || from.value, text, createdAt, state: 'received' }
  return { chatId, message: messageOf(kept, null) }
}

async function sentBefore({ db }: Platform, shopper: ShopperCaller, id: string): Promise<HubMessage> {
  const row = await db
    .selectFrom('messages')
    .select(['id', 'direction', 'authorId', 'authorName', 'text', 'createdAt', 'state'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  // The id belongs to a message of somebody else: guessed, or chosen very badly. Nothing of it is told.
  if (row.direction !== 'in' || row.authorId !== shopper.customerId) throw takenId()
  return messageOf(row, null)
}

const takenId = () => conflict('This message id is in use; choose another.')

function incomingOf(shopper: ShopperCaller, written: { id: string; text: string; chatId: string | null }): Incoming {
  // PostgreSQL keeps every character but this one.
  const text = written.text.replaceAll('\u0000', '').trim()
  return {
    channel: 'webchat',
    externalId: written.id,
    id: written.id,
    from: { kind: 'shopper', value: shopper.shopperId, name: shopper.name, isVerified: true },
    subject: null,
    text,
    quotedText: null,
    html: null,
    preview: text.replace(/\s+/g, ' ').slice(0, 200),
    thread: { externalIds: [], tokens: [] },
    ...(written.chatId && { ticketId: written.chatId }),
    mail: null,
    automatedWhy: null,
    attachments: [],
    payloadId: null,
    sentAt: new Date(),
  }
}
