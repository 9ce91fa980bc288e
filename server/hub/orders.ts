/** The orders of a signed-in shopper: their own, and nobody else's. */
import type { Order } from '../../shared/customers.ts'
import type { Db } from '../platform/db.ts'
import type { ShopperCaller } from '../rpc.ts'

const mostOrders = 50

/** Newest first. A visitor who only gave an address has none to see: nobody has proven that it is theirs. */
export async function ordersOf(db: Db, shopper: ShopperCaller): Promise<Order[]> {
  if (shopper.isVisitor) return []
  return ordersOwned(db, shopper.customerId).orderBy('placedAt', 'desc').orderBy('id').limit(mostOrders).execute()
}

/** One of them, or undefined where it is not theirs. */
export async function findOrder(db: Db, shopper: ShopperCaller, id: string): Promise<Order | undefined> {
  return shopper.isVisitor ? undefined : ordersOwned(db, shopper.customerId).where('id', '=', id).executeTakeFirst()
}

const ordersOwned = (db: Db, customerId: string) =>
  db
    .selectFrom('orders')
    .select(['id', 'number', 'status', 'currency', 'total', 'items', 'tracking', 'placedAt'])
    .where('customerId', '=', customerId)
