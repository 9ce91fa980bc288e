/** What a customer allows, as agents note and read it; a ticket that it is about says so in its timeline. */
import { sql } from 'kysely'
import type { Allowed, ConsentKind } from '../../shared/consents.ts'
import { reason } from '../../shared/refusals.ts'
import { type NewConsent, recordConsent } from '../customers/consent.ts'
import { changed, type Db, type Tx } from '../platform/db.ts'
import { notFound, refused } from '../platform/errors.ts'
import { type Actor, note } from './timeline.ts'

/** Each number of a customer with what is allowed there, and the history of it. */
export async function consentsOfCustomer(db: Db, customerId: string): Promise<Allowed[]> {
  const { rows } = await sql<{ consent: Allowed }>`
    select to_json(x) as consent from (
      select i.id as "identityId", json_build_object('kind', i.kind, 'value', i.value) as identity,
        (select c.is_given from consents c where c.identity_id = i.id and c.kind = 'marketing' order by c.at desc, c.id desc limit 1) as marketing,
        (select c.is_given from consents c where c.identity_id = i.id and c.kind = 'transactional' order by c.at desc, c.id desc limit 1) as transactional,
        (select coalesce(json_agg(json_build_object('kind', h.kind, 'isGiven', h.is_given, 'source', h.source, 'said', h.said, 'by', a.name, 'at', h.at)
          order by h.at desc, h.id desc), '[]')
          from (select * from consents c where c.identity_id = i.id order by c.at desc, c.id desc limit 100) h left join agents a on a.id = h.actor_id) as history
      from identities i where i.customer_id = ${customerId} and i.kind in ('phone', 'whatsapp') order by i.created_at
    ) x`.execute(db)
  return rows.map(({ consent }) => ({ ...consent, history: consent.history.map((one) => ({ ...one, at: new Date(one.at) })) }))
}

export interface NotedConsent {
  customerId: string
  identityId: string
  kinds: ConsentKind[]
  isGiven: boolean
  said: string
  at?: Date
}

/** Notes what an agent was told. Refused where the number is another customer's, or the time lies ahead. */
export async function noteConsent(tx: Tx, actor: Actor, { customerId, identityId, kinds, isGiven, said, at }: NotedConsent): Promise<void> {
  const identity = await tx
    .selectFrom('identities')
    .select(['id', 'kind'])
    .where('id', '=', identityId)
    .where('customerId', '=', customerId)
    .forUpdate()
    .executeTakeFirst()
  if (!identity) throw notFound('number')
  if (identity.kind !== 'phone' && identity.kind !== 'whatsapp') throw refused(reason('consent_not_asked'))
  if (at && at.getTime() > Date.now() + 60_000) throw refused(reason('time_ahead'))
  const source = actor.kind === 'api' ? 'api' : 'agent'
  for (const kind of new Set(kinds)) await hearConsent(tx, { identityId, kind, isGiven, source, said, actorId: actor.id, at }, actor)
}

/** Writes a consent down, and says so on the tickets of the number that are not closed. What is so already changes nothing. */
export async function hearConsent(tx: Tx, consent: NewConsent, actor: Actor): Promise<boolean> {
  if (!(await recordConsent(tx, consent))) return false
  const { identityId, kind, isGiven, source, said } = consent
  const tickets = await tx.selectFrom('tickets').select('id').where('identityId', '=', identityId).where('status', '!=', 'closed').execute()
  for (const { id } of tickets) {
    await note(tx, id, 'consent', actor, { kind, isGiven, source, said })
    changed(tx, `ticket:${id}`)
  }
  return true
}
