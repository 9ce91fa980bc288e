/** The shopper says where an answer is to go. */
import { changed, type Tx } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'
import type { ShopperCaller } from '../rpc.ts'
import { note } from '../tickets/timeline.ts'
import { ownsChat } from './chat.ts'

/** Keeps the address with the chat. It proves nothing and joins nobody: it belongs to this chat alone (F13). */
export async function leaveEmail(tx: Tx, shopper: ShopperCaller, chatId: string, email: string): Promise<void> {
  if (!(await ownsChat(tx, shopper.customerId, chatId))) throw notFound('chat')
  await tx
    .insertInto('chats')
    .values({ ticketId: chatId, email })
    .onConflict((conflict) => conflict.column('ticketId').doUpdateSet({ email }))
    .execute()
  await note(tx, chatId, 'left_email', { kind: 'customer', id: shopper.customerId, name: shopper.name }, { email })
  changed(tx, `ticket:${chatId}`)
}
