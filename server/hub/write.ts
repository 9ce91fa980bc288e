/** A shopper's message on its way in. The browser names it, so that a message sent twice is kept once. */
import type { HubMessage } from '../../shared/hub.ts'
import { type ChatBeginning, type Incoming, type IncomingAttachment, notMail } from '../channels/incoming.ts'
import { webchat } from '../channels/webchat/webchat.ts'
import { inTransaction, isUniqueViolation } from '../platform/db.ts'
import { conflict, refused } from '../platform/errors.ts'
import type { Platform } from '../platform/platform.ts'
import type { ShopperCaller } from '../rpc.ts'
import { openAttempts } from '../team/attempts.ts'
import { expectIntake } from '../tickets/intake.ts'
import { takeInNow } from '../tickets/takeIn.ts'
import { type Beginning, beginningOf, takesChats } from './begun.ts'
import { filesOf, messageOf } from './chat.ts'
import { tooMuch } from './refusals.ts'
import { forgetUploads, uploadsOf } from './upload.ts'

/** Thirty at once, and then one every two seconds: more than anyone types. */
const writing = openAttempts({ burst: 30, everySeconds: 2 })
/** Of one address, behind which there may be an office or a school. */
const writingFrom = openAttempts({ burst: 200, everySeconds: 0.25 })

export interface Written extends Beginning {
  id: string
  text: string
  chatId: string | null
  attachmentIds: string[]
}

/** Takes a shopper's message in: continues the open chat or begins one, and answers with where it stands. */
export async function write(
  platform: Platform,
  shopper: ShopperCaller,
  ip: string,
  written: Written,
): Promise<{ chatId: string; message: HubMessage }> {
  const wait = Math.max(writing.take([shopper.customerId]), writingFrom.take([ip]))
  if (wait > 0) throw tooMuch('You are writing faster than anyone can read. Please wait a moment.', wait)
  const isHandedOver = expectIntake(platform.db)
  try {
    return await keep(platform, shopper, written, isHandedOver)
  } finally {
    isHandedOver()
  }
}

async function keep(
  platform: Platform,
  shopper: ShopperCaller,
  written: Written,
  isHandedOver: () => void,
): Promise<{ chatId: string; message: HubMessage }> {
  const { db } = platform
  const [takesMore, beginning] = await Promise.all([takesChats(db), beginningOf(db, shopper, written)])
  // Of what was sent before, the files are taken and the chat may be the last one; else taking it in finds that out itself.
  const before = written.attachmentIds.length > 0 || !takesMore ? await sentBefore(platform, shopper, written.id) : undefined
  if (before) return again(platform, shopper, written, before)
  const attachments = await uploadsOf(db, shopper, written.attachmentIds)
  if (!attachments) throw refused('A file is no longer there; attach it again.', { problem: 'file_gone' })
  const incoming = incomingOf(shopper, written, attachments, beginning)
  if (!incoming.text && attachments.length === 0) throw refused('The message is empty.')
  if (!takesMore && !(await hasOpenChat(platform, shopper))) throw refused('This shop takes no chats now.', { problem: 'chat_off' })
  const taking = takeInNow(platform, webchat, incoming)
  isHandedOver()
  const received = await taking.catch((error: unknown) => {
    throw isUniqueViolation(error) ? takenId() : error
  })
  if (received.outcome === 'blocked' || received.outcome === 'keyword')
    throw refused('This shop takes no messages from you here.', { problem: 'blocked' })
  const { ticketId: chatId, messageId: id } = received
  if (received.outcome === 'duplicate') {
    const sent = await sentBefore(platform, shopper, id)
    if (!sent) throw takenId()
    return again(platform, shopper, written, sent)
  }
  if (attachments.length > 0) {
    await inTransaction(db, (tx) => forgetUploads(tx, shopper, written.attachmentIds))
    return { chatId, message: await readMessage(platform, id) }
  }
  const { text } = incoming
  const row = {
    id,
    direction: 'in',
    authorName: incoming.from.name || incoming.from.value,
    text,
    createdAt: received.createdAt,
    state: 'received',
    isAutomated: false,
  }
  return { chatId, message: messageOf(row, null) }
}

/** The same message once more: it stands as it stood. */
async function again(
  platform: Platform,
  shopper: ShopperCaller,
  { attachmentIds }: Written,
  { id, ticketId }: { id: string; ticketId: string },
) {
  writing.giveBack([shopper.customerId])
  // They were sent once more, too.
  if (attachmentIds.length > 0) await inTransaction(platform.db, (tx) => forgetUploads(tx, shopper, attachmentIds))
  return { chatId: ticketId, message: await readMessage(platform, id) }
}

/** Where a message of this id stands already. One of somebody else's is not told: guessed, or chosen very badly. */
async function sentBefore({ db }: Platform, shopper: ShopperCaller, id: string): Promise<{ id: string; ticketId: string } | undefined> {
  const row = await db
    .selectFrom('messages')
    .select(['id', 'ticketId', 'homeId', 'direction', 'authorId'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  if (row.direction !== 'in' || row.authorId !== shopper.customerId) throw takenId()
  return { id, ticketId: row.homeId ?? row.ticketId }
}

async function readMessage({ db }: Platform, id: string): Promise<HubMessage> {
  const row = await db
    .selectFrom('messages')
    .select(['id', 'direction', 'authorName', 'text', 'createdAt', 'state', 'isAutomated'])
    .select(filesOf)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return messageOf(row, null)
}

async function hasOpenChat({ db }: Platform, { customerId }: ShopperCaller): Promise<boolean> {
  const open = await db
    .selectFrom('tickets')
    .select('id')
    .where('customerId', '=', customerId)
    .where('channel', '=', 'webchat')
    .where('status', '!=', 'closed')
    .limit(1)
    .executeTakeFirst()
  return open !== undefined
}

const takenId = () => conflict('This message id is in use; choose another.')

function incomingOf(shopper: ShopperCaller, written: Written, attachments: IncomingAttachment[], chat: ChatBeginning): Incoming {
  // PostgreSQL keeps every character but this one.
  const text = written.text.replaceAll('\u0000', '').trim()
  return {
    ...notMail,
    channel: 'webchat',
    externalId: written.id,
    id: written.id,
    from: { kind: shopper.isVisitor ? 'visitor' : 'shopper', value: shopper.shopperId, name: shopper.name, isVerified: !shopper.isVisitor },
    text,
    preview: text.replace(/\s+/g, ' ').slice(0, 200) || (attachments[0]?.name ?? ''),
    ...(written.chatId && { ticketId: written.chatId }),
    chat,
    attachments,
    payloadId: null,
    sentAt: new Date(),
  }
}
