/** A report that names a mail of ours is about that mail, and opens no ticket: it yields what became of the mail. */
import { sql } from 'kysely'
import type { Authenticity } from '../../../shared/messages.ts'
import type { Db } from '../../platform/db.ts'
import type { Fact, Parsed } from '../incoming.ts'
import type { Report } from './bounce.ts'

/**
 * What is told of the mail that the report names; undefined where it names none of ours. Its id is known to whoever has the mail, so
 * that counts only where the report is about somebody the mail went to, or its sender is not shown to be forged (F7).
 */
export async function aboutOurs(
  db: Db,
  { outcome, about, externalIds, tokens }: Report,
  at: Date,
  verdict: Authenticity['verdict'] | undefined,
): Promise<Parsed | undefined> {
  const addresses = about.map(({ address }) => address)
  const { rows } = await sql<{ externalId: string; ticketId: string; wentTo: boolean; byId: boolean }>`
    select m.external_id as "externalId", m.ticket_id as "ticketId", named.by_id as "byId",
      coalesce(m.mail->'to' ?| ${addresses}::text[] or m.mail->'cc' ?| ${addresses}::text[] or m.mail->'bcc' ?| ${addresses}::text[]
        or m.mail is null and i.value = any(${addresses}::text[]), false) as "wentTo"
    from (
      select o.id, true as by_id, array_position(${externalIds}::text[], o.external_id) as nearness from messages o
      where o.channel = 'email' and o.external_id = any(${externalIds}::text[])
      -- Some servers give our mail an id of their own; the address to which it is answered is ours.
      union all select o.id, false, 1000 from tickets tt join messages o on o.ticket_id = tt.id and o.channel = 'email'
      where tt.reply_token = any(${tokens}::text[])
    ) named
    join messages m on m.id = named.id and m.direction = 'out' and not m.is_note and m.state <> 'queued'
    join tickets t on t.id = m.ticket_id left join identities i on i.id = t.identity_id
    order by named.nearness, m.created_at desc limit 100`.execute(db)
  const ours = rows.find(({ byId, wentTo }) => wentTo || (byId && verdict !== 'failed'))
  return ours && { messages: [], facts: factsOf(outcome, about, ours.externalId, at), ticketId: ours.ticketId }
}

function factsOf(outcome: Report['outcome'], about: Report['about'], externalId: string, at: Date): Fact[] {
  const said = about
    .map((one) => `${one.address}: ${one.said}`)
    .join('; ')
    .slice(0, 2000)
  const from = (address: string) => ({ kind: 'email' as const, value: address })
  switch (outcome) {
    case 'failed':
      return [
        { kind: 'receipt', externalId, state: 'failed', at, error: said, wakes: true },
        ...about.flatMap((one): Fact[] => (one.isFinal ? [{ kind: 'bounced', from: from(one.address), said: one.said, at }] : [])),
      ]
    case 'complained':
      return [
        { kind: 'complaint', externalId, said, at },
        ...about.map((one): Fact => ({ kind: 'complained', from: from(one.address), said: one.said, at })),
      ]
    case 'delayed':
      return [{ kind: 'delay', externalId, said, at }]
    case 'delivered':
      return [{ kind: 'receipt', externalId, state: 'delivered', at }]
    case 'passed':
      return [{ kind: 'receipt', externalId, state: 'sent', at }]
  }
}
