/** Naming colleagues in a note: a row for each, by which they can be told, and they follow the ticket from then on. */
import { sql } from 'kysely'
import { changed, type Tx } from '../platform/db.ts'
import { notify } from '../team/notify.ts'
import { follow } from './follow.ts'

/** Keeps who was named; whoever is not, or no longer, on the team is passed over. */
export async function mention(
  tx: Tx,
  ticketId: string,
  messageId: string,
  agentIds: readonly string[],
  by: { id: string; name: string },
): Promise<void> {
  if (agentIds.length === 0) return
  const { rows } = await sql<{ agentId: string }>`
    insert into mentions (message_id, agent_id)
    select ${messageId}, id from agents where id = any(${[...new Set(agentIds)]}::uuid[]) and deactivated_at is null
    on conflict do nothing returning agent_id as "agentId"`.execute(tx)
  for (const { agentId } of rows) {
    await follow(tx, ticketId, agentId)
    changed(tx, `ticket:${ticketId}`)
  }
  await notify(
    tx,
    { kind: 'mention', ticketId, messageId, by },
    rows.map(({ agentId }) => agentId),
  )
}
