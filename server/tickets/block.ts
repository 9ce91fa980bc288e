/** Blocked senders: they make no tickets; what they send is kept in the ledger with that end. Everything can be taken back. */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { BlockedSender } from '../../shared/blocks.ts'
import { reason } from '../../shared/refusals.ts'
import type { Incoming } from '../channels/incoming.ts'
import { changed, type Db, type Tx } from '../platform/db.ts'
import { notFound, refused } from '../platform/errors.ts'
import { addJob } from '../platform/jobs.ts'
import { type Actor, note } from './timeline.ts'

const select = (db: Db | Tx, only = sql`true`) =>
  sql<BlockedSender>`
  select b.id, b.kind, b.value, a.name as "blockedBy", b.created_at as "blockedAt",
    case when t.id is not null then json_build_object('id', t.id, 'number', t.number) end as ticket,
    (select count(*)::int from payloads p where p.blocked_sender_id = b.id) as "keptCount",
    (select max(p.received_at) from payloads p where p.blocked_sender_id = b.id) as "lastKeptAt"
  from blocked_senders b left join agents a on a.id = b.blocked_by left join tickets t on t.id = b.ticket_id
  where ${only} order by b.created_at desc, b.id desc limit 1000`.execute(db)

/** Everyone who is blocked, newest first. */
export const blockedSenders = async (db: Db): Promise<BlockedSender[]> => (await select(db)).rows

/** Blocks whoever a ticket came from. Doing it twice changes nothing. */
export async function blockSender(tx: Tx, ticketId: string, actor: Actor): Promise<BlockedSender> {
  const from = await tx
    .selectFrom('tickets as t')
    .leftJoin('identities as i', 'i.id', 't.identityId')
    .select(['i.kind', 'i.value'])
    .where('t.id', '=', ticketId)
    .executeTakeFirst()
  if (!from) throw notFound('ticket')
  const { kind, value } = from
  if (!kind || !value) throw refused(reason('sender_unknown'))
  const made = await tx
    .insertInto('blockedSenders')
    .values({ kind, value, ticketId, blockedBy: actor.id })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made) {
    await note(tx, ticketId, 'sender_blocked', actor, { kind, value })
    changed(tx, `ticket:${ticketId}`, 'blocked')
  }
  const { rows } = await select(tx, sql`b.kind = ${kind} and b.value = ${value}`)
  if (!rows[0]) throw notFound('blocked sender')
  return rows[0]
}

/** Blocks a sender no longer. Where wished, what was kept meanwhile is taken in as if it had just come; answers how much. */
export async function unblockSender(tx: Tx, id: string, actor: Actor, takesIn: boolean): Promise<number> {
  const block = await tx.selectFrom('blockedSenders').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!block) throw notFound('blocked sender')
  let count = 0
  if (takesIn) {
    const kept = await tx
      .updateTable('payloads')
      .set({ state: 'accepted', endedAt: null })
      .where('blockedSenderId', '=', id)
      .where('state', '=', 'blocked')
      // A chat's message was refused when it was written; the customer knows that.
      .where('channel', '!=', 'webchat')
      .returning('id')
      .execute()
    for (const payload of kept) await addJob(tx, 'incoming', { payloadId: payload.id })
    count = kept.length
  }
  await tx.deleteFrom('blockedSenders').where('id', '=', id).execute()
  if (block.ticketId) await note(tx, block.ticketId, 'sender_unblocked', actor, { kind: block.kind, value: block.value })
  changed(tx, 'blocked', ...(block.ticketId ? [`ticket:${block.ticketId}` as const] : []))
  return count
}

/** Keeps a blocked message that came by our own API, and so has no payload yet. The same message twice is kept once. */
export async function keepBlocked(tx: Tx, incoming: Incoming, blockId: string): Promise<void> {
  const { channel, externalId, text, from } = incoming
  const body = Buffer.from(JSON.stringify({ externalId, from, text }))
  const file = createHash('sha256').update(body).digest('hex')
  await sql`
    insert into payloads (channel, state, envelope, file, body, size, blocked_sender_id, ended_at)
    select ${channel}, 'blocked', ${JSON.stringify({ from: from.value })}::jsonb, ${file}, ${body}, ${body.length}, ${blockId}, now()
    where not exists (select 1 from payloads where blocked_sender_id = ${blockId} and file = ${file})`.execute(tx)
  changed(tx, 'blocked')
}
