/** What an agent was told in the app: the list, what of it is unread, and how each wants to be told. */
import { sql } from 'kysely'
import { z } from 'zod'
import { type Notification, NotificationKind, type NotificationSettings, NotificationWay, usualWays } from '../../shared/notifications.ts'
import { changed, type Db, type Tx } from '../platform/db.ts'
import { holdsOf } from './holds.ts'

/** The newest of what an agent was told in the app, those before `before` when it is given. */
export async function listNotifications(
  db: Db,
  agentId: string,
  { before, limit }: { before?: string; limit: number },
): Promise<{ notifications: Notification[]; unread: number }> {
  const { rows } = await sql<Notification>`
    select n.id, n.kind, n.ticket_id as "ticketId", t.number as "ticketNumber", t.subject, t.channel, n.actor_name as "actorName",
      left(coalesce(m.text, t.preview), 200) as text,
      case when coalesce(m.text, t.preview) = '' then ${holdsOf(sql`coalesce(m.id, t.last_inbound_id)`)} end as holds, n.at, n.read_at is not null as "isRead"
    from notifications n join tickets t on t.id = n.ticket_id left join messages m on m.id = n.message_id
    where n.agent_id = ${agentId} and 'app' = any(n.ways) and (${before ?? null}::uuid is null or n.id < ${before ?? null}::uuid)
    order by n.id desc limit ${limit}`.execute(db)
  return {
    notifications: rows.map((row) => ({ ...row, kind: NotificationKind.parse(row.kind) })),
    unread: await countUnread(db, agentId),
  }
}

/** How much of what an agent was told in the app is unread. */
async function countUnread(db: Db, agentId: string): Promise<number> {
  const { rows } = await sql<{ unread: number }>`
    select count(*) as unread from notifications where agent_id = ${agentId} and read_at is null and 'app' = any(ways)`.execute(db)
  return rows[0]?.unread ?? 0
}

/** Marks as read: some, those of a ticket, or all. What is read is not mailed any more. */
export async function readNotifications(
  tx: Tx,
  agentId: string,
  which: { ids: string[] } | { ticketId: string } | { all: true },
): Promise<number> {
  const those = 'ids' in which ? sql`id = any(${which.ids}::uuid[])` : 'ticketId' in which ? sql`ticket_id = ${which.ticketId}` : sql`true`
  const { numAffectedRows } = await sql`
    update notifications set read_at = now() where agent_id = ${agentId} and read_at is null and ${those}`.execute(tx)
  if (numAffectedRows) changed(tx, `agent:${agentId}`)
  return countUnread(tx, agentId)
}

// What cannot be read is as if it was never chosen.
const Chosen = z.partialRecord(NotificationKind, z.array(NotificationWay)).catch({})

/** How an agent wants to be told; what was never chosen is as usual. */
export async function readNotificationSettings(db: Db, agentId: string): Promise<NotificationSettings> {
  const row = await db.selectFrom('notificationSettings').selectAll().where('agentId', '=', agentId).executeTakeFirst()
  const chosen = Chosen.parse(row?.ways)
  return {
    ways: { ...usualWays, ...chosen },
    newTickets: row?.newTickets === 'all' ? 'all' : 'teams',
    quiet: row?.quietFrom && row.quietUntil ? { from: row.quietFrom, until: row.quietUntil } : null,
    hasSound: row?.hasSound ?? true,
  }
}

/** Keeps how an agent wants to be told from now on. */
export async function changeNotificationSettings(tx: Tx, agentId: string, wish: NotificationSettings): Promise<NotificationSettings> {
  const row = {
    ways: JSON.stringify(wish.ways),
    newTickets: wish.newTickets,
    quietFrom: wish.quiet?.from ?? null,
    quietUntil: wish.quiet?.until ?? null,
    hasSound: wish.hasSound,
  }
  await tx
    .insertInto('notificationSettings')
    .values({ agentId, ...row })
    .onConflict((conflict) => conflict.column('agentId').doUpdateSet(row))
    .execute()
  changed(tx, `agent:${agentId}`)
  return readNotificationSettings(tx, agentId)
}
