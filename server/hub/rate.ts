/** How a chat was, in the shopper's word: a thumb, and a sentence where they like. */
import { sql } from 'kysely'
import { recordEvent } from '../customers/events.ts'
import { changed, type Tx } from '../platform/db.ts'
import { conflict, notFound } from '../platform/errors.ts'
import type { ShopperCaller } from '../rpc.ts'
import { note } from '../tickets/timeline.ts'

/** Rates one of the shopper's own chats that has ended; said again, the last word counts. */
export async function rate(
  tx: Tx,
  shopper: ShopperCaller,
  { chatId, isGood, words }: { chatId: string; isGood: boolean; words: string },
): Promise<void> {
  const ticket = await tx
    .selectFrom('tickets')
    .select(['status', 'number'])
    .where('id', '=', chatId)
    .where('customerId', '=', shopper.customerId)
    .where('channel', '=', 'webchat')
    .forUpdate()
    .executeTakeFirst()
  if (!ticket) throw notFound('chat')
  if (ticket.status !== 'closed') throw conflict('A chat is rated when it has ended.')
  const rating = { isGood, words: words.replaceAll('\u0000', ''), at: sql<Date>`now()` }
  const before = await tx.selectFrom('ratings').select(['isGood', 'words']).where('ticketId', '=', chatId).executeTakeFirst()
  if (before?.isGood === isGood && before.words === rating.words) return
  await tx
    .insertInto('ratings')
    .values({ ticketId: chatId, ...rating })
    .onConflict((clash) => clash.column('ticketId').doUpdateSet(rating))
    .execute()
  await note(tx, chatId, 'rated', { kind: 'customer', id: shopper.customerId, name: shopper.name }, { isGood, words: rating.words })
  await recordEvent(tx, {
    customerId: shopper.customerId,
    name: 'Ticket Rated',
    uniqueKey: `rated:${chatId}`,
    properties: { ticketId: chatId, number: ticket.number, isGood, words: rating.words },
  })
  changed(tx, 'tickets', `ticket:${chatId}`)
}
