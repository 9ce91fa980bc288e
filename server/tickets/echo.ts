/** What the shop wrote elsewhere, in the vendor's own app: it stands on the ticket like our own; and our own coming back is not a second one. */

import { sql } from 'kysely'
import type { ChannelKey } from '../../shared/words.ts'
import type { Fact } from '../channels/incoming.ts'
import { channelOf } from '../channels/list.ts'
import { knownAs } from '../customers/aliases.ts'
import { changed, type Tx } from '../platform/db.ts'
import { answeredNow } from './answeredNow.ts'
import { awaitFiles } from './awaitedFiles.ts'
import { heldTarget } from './merged.ts'
import { placeInTime } from './open.ts'

type Echo = Extract<Fact, { kind: 'echo' }>

/**
 * Keeps it. False where it may be a message of ours whose answer from the vendor is still under way, unless this is the last
 * look. What was written to somebody who never wrote to us is passed over: customers begin a ticket, agents do not (R125).
 */
export async function keepEcho(tx: Tx, echo: Echo, channel: ChannelKey, isLast: boolean): Promise<boolean> {
  if (await isKnown(tx, echo, channel)) return true
  const value = (await knownAs(tx, [echo.to])).values().next().value ?? echo.to.value
  const identity = await tx
    .selectFrom('identities')
    .select(['id', 'customerId'])
    .where('kind', '=', echo.to.kind)
    .where('value', '=', value)
    .forNoKeyUpdate()
    .executeTakeFirst()
  const ticket = identity && (await ticketOf(tx, identity, channel))
  if (!ticket) return true
  const own = await underWay(tx, identity.id, channel)
  const same = own.find(({ text }) => text.trim() === echo.text.trim())
  if (same) {
    await tx
      .updateTable('messages')
      .set({ externalId: echo.externalId, state: 'sent', sentAt: echo.at, error: null })
      .where('id', '=', same.id)
      .execute()
    changed(tx, `ticket:${ticket.id}`)
    return true
  }
  if (own.length > 0 && !isLast) return false
  await insert(tx, echo, channel, ticket.id)
  changed(tx, 'tickets', `ticket:${ticket.id}`)
  return true
}

async function isKnown(tx: Tx, { externalId, messageId }: Echo, channel: ChannelKey): Promise<boolean> {
  const known = await tx
    .selectFrom('messages')
    .select('id')
    .where('channel', '=', channel)
    .where((test) => test.or([test('externalId', '=', externalId), ...(messageId ? [test('id', '=', messageId)] : [])]))
    .executeTakeFirst()
  return known !== undefined
}

/** The ticket that the person's next message would go to; a closed one where none is open. */
async function ticketOf(tx: Tx, identity: { id: string; customerId: string }, channel: ChannelKey) {
  const columns = ['id', 'mergedIntoId'] as const
  const { ticketIs } = channelOf(channel).ticketRule
  const found = await tx
    .selectFrom('tickets')
    .select(columns)
    .where('customerId', '=', identity.customerId)
    // A person's ticket is that of all their numbers.
    .$if(ticketIs !== 'a person', (mine) => mine.where('identityId', '=', identity.id))
    .where('channel', '=', channel)
    .orderBy(sql`status <> 'closed'`, 'desc')
    .orderBy('createdAt', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
  return found && heldTarget(found, (id) => tx.selectFrom('tickets').select(columns).where('id', '=', id).forUpdate().executeTakeFirst())
}

/** Messages of ours to this person that the vendor may have, but whose id we have not heard. */
async function underWay(tx: Tx, identityId: string, channel: ChannelKey): Promise<{ id: string; text: string }[]> {
  const { rows } = await sql<{ id: string; text: string }>`
    select m.id, m.text from messages m join tickets t on t.id = m.ticket_id
    where t.identity_id = ${identityId} and m.channel = ${channel} and m.direction = 'out' and not m.is_note
      and m.created_at > now() - interval '1 day' and (m.state = 'sending' or m.state = 'queued' and exists (
        select from delivery_attempts a where a.message_id = m.id and (a.outcome is null or a.outcome = 'unknown')))
    order by m.created_at, m.id`.execute(tx)
  return rows
}

async function insert(tx: Tx, echo: Echo, channel: ChannelKey, ticketId: string): Promise<void> {
  const { externalId, text, content, connectionId, at } = echo
  const { rows } = await sql<{ id: string }>`
    insert into messages (ticket_id, channel, external_id, direction, author_kind, author_name, text, state, sent_at, connection_id, content, created_at)
    values (${ticketId}, ${channel}, ${externalId}, 'out', 'agent', coalesce((select name from connections where id = ${connectionId}::uuid), ''), ${text},
      'sent', ${at}, ${connectionId}::uuid, ${content ? JSON.stringify(content) : null}::jsonb, ${placeInTime(sql`${at}::timestamptz`)})
    returning id`.execute(tx)
  for (const { id } of rows) await awaitFiles(tx, id, echo)
  await tx.updateTable('tickets').set(answeredNow).where('id', '=', ticketId).execute()
}
