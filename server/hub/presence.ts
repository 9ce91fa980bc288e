/** Is the shopper in the shop, and on which page? Told by their hub's socket and by the hub itself. */
import { sql } from 'kysely'
import { changed, type Db, inTransaction } from '../platform/db.ts'
import type { ShopperCaller } from '../rpc.ts'

/** Whoever was last seen longer ago than this has gone, whatever was said: after a crash nobody says goodbye. Seconds. */
const goneAfter = 120

/** Notes that these shoppers have the shop open, or that they have just left. */
export async function noteSeen(db: Db, customerIds: string[], isHere: boolean): Promise<void> {
  if (customerIds.length === 0) return
  await sql`
    insert into shopper_presence (customer_id, is_here)
    select c.id, ${isHere} from customers c where c.id = any(${[...new Set(customerIds)].sort()}::uuid[]) order by c.id
    on conflict (customer_id) do update set is_here = excluded.is_here, seen_at = now()`.execute(db)
}

/** The shopper is on this page now; whoever looks at one of their open chats sees it. */
export function notePage(db: Db, shopper: ShopperCaller, { url, title }: { url: string; title: string }): Promise<Date> {
  return inTransaction(db, async (tx) => {
    const now = sql<Date>`now()`
    const page = { pageUrl: url, pageTitle: title, pageAt: now, seenAt: now, isHere: true }
    const { seenAt } = await tx
      .insertInto('shopperPresence')
      .values({ customerId: shopper.customerId, ...page })
      .onConflict((conflict) => conflict.column('customerId').doUpdateSet(page))
      .returning('seenAt')
      .executeTakeFirstOrThrow()
    const open = await tx
      .selectFrom('tickets')
      .select('id')
      .where('customerId', '=', shopper.customerId)
      .where('channel', '=', 'webchat')
      .where('status', '!=', 'closed')
      .execute()
    for (const { id } of open) changed(tx, `ticket:${id}`)
    return seenAt
  })
}

/** Is somebody there by this row? */
export const isHere = (row: { isHere: boolean; seenAt: Date } | undefined): boolean =>
  row?.isHere === true && Date.now() - row.seenAt.getTime() < goneAfter * 1000
