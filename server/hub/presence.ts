/** Is the shopper in the shop, and on which page? Told by their hub's socket and by the hub itself. */
import { sql } from 'kysely'
import { quietMinutes } from '../../shared/lists.ts'
import type { Topic } from '../../shared/live.ts'
import { changed, type Db, inTransaction } from '../platform/db.ts'
import type { ShopperCaller } from '../rpc.ts'
import { goneAfter } from '../tickets/quiet.ts'

/** Notes that these shoppers have the shop open, or that they have just left; whoever looks at an open chat of theirs sees it. */
export async function noteSeen(db: Db, customerIds: string[], isHere: boolean): Promise<void> {
  if (customerIds.length === 0) return
  const { rows } = await sql<{ id: string; isNudged: boolean }>`
    with before as (
      select customer_id from shopper_presence where customer_id = any(${customerIds}::uuid[]) and is_here and seen_at > ${longAgo}
    ), noted as (
      insert into shopper_presence (customer_id, is_here)
      select c.id, ${isHere} from customers c where c.id = any(${[...new Set(customerIds)].sort()}::uuid[]) order by c.id
      on conflict (customer_id) do update set is_here = excluded.is_here, seen_at = now()
      returning customer_id
    )
    select t.id, coalesce(t.waiting_since, t.last_message_at) < now() - make_interval(mins => ${quietMinutes}) as "isNudged"
    from noted n join tickets t on t.customer_id = n.customer_id and t.channel = 'webchat' and t.status <> 'closed'
    where ${isHere} <> exists (select from before b where b.customer_id = n.customer_id)`.execute(db)
  if (rows.length === 0) return
  // In the lists only the nudge tells of it; whoever goes from page to page would have them all asked for again and again.
  await inTransaction(db, async (tx) => changed(tx, ...rows.flatMap(({ id, isNudged }) => told(id, isNudged))))
}

const told = (ticketId: string, isNudged: boolean): Topic[] => (isNudged ? ['tickets', `ticket:${ticketId}`] : [`ticket:${ticketId}`])

const longAgo = sql`now() - make_interval(secs => ${sql.lit(goneAfter)})`

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
