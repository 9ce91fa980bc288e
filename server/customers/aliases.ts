/**
 * People with two ids on one channel. WhatsApp names them by number, by an id of its own, or by both; whichever comes, it is the
 * same person, and the identity stays the one it was first known by.
 */
import { sql } from 'kysely'
import type { Tx } from '../platform/db.ts'
import { given } from '../platform/given.ts'
import type { From } from './recognise.ts'

type Named = Pick<From, 'kind' | 'value' | 'alias'>

/** Channels on which an id may stand for another. */
const hasAliases = ({ kind }: Named) => kind === 'whatsapp'

/**
 * By which value each of them is known, where that is another than it came by; also keeps the second ids that are new. To be
 * asked before anybody is recognised.
 */
export async function knownAs(tx: Tx, named: Named[]): Promise<Map<Named, string>> {
  const asked = named.filter(hasAliases)
  if (asked.length === 0) return new Map()
  const ids = [
    ...new Set(asked.flatMap(({ kind, value, alias }) => [value, ...(alias ? [alias] : [])].map((id) => `${kind} ${id}`))),
  ].sort()
  // Two first messages of one person at the same instant, one by each id: the second waits for the first.
  await sql`select pg_advisory_xact_lock(hashtextextended(id, 22)) from (select unnest(${ids}::text[]) as id order by 1) ids`.execute(tx)
  const { rows } = await sql<{ place: number; value: string }>`
    select distinct on (a.place) a.place, i.value
    from ${given('a', asked, {
      kind: ['text', ({ kind }) => kind],
      value: ['text', ({ value }) => value],
      alias: ['text', ({ alias }) => alias ?? null],
    })}
    join lateral (
      select i.id, i.value, 0 as nearness from identities i where i.kind = a.kind and i.value in (a.value, a.alias)
      union all
      select i.id, i.value, 1 from identity_aliases s join identities i on i.id = s.identity_id where s.kind = a.kind and s.value in (a.value, a.alias)
    ) i on true
    order by a.place, i.value = a.value desc, i.nearness, i.value = a.alias desc`.execute(tx)
  const known = new Map<Named, string>()
  // Nobody was known by a number that comes with the id we know: from now on the number names them.
  for (const { place, value } of rows) {
    const one = asked[place - 1]
    if (!one || one.value === value) continue
    if (value === one.alias && isNumber(one.value) && !isNumber(value))
      await sql`update identities set value = ${one.value} where kind = ${one.kind} and value = ${value}`.execute(tx)
    else known.set(one, value)
  }
  // Two who are new, one by both ids and one by the second alone, are one.
  const found = new Set(rows.map(({ place }) => asked[place - 1]))
  for (const one of asked) {
    const other = !found.has(one) && asked.find(({ kind, alias }) => kind === one.kind && alias === one.value)
    if (other) known.set(one, known.get(other) ?? other.value)
  }
  return known
}

const isNumber = (id: string) => id.startsWith('+')

/** Keeps the second id of an identity, so that whoever writes under it alone is known. */
export async function keepAliases(tx: Tx, kept: { identityId: string; from: Named }[]): Promise<void> {
  const aliased = kept.flatMap(({ identityId, from: { kind, alias } }) => (alias ? { identityId, kind, alias } : []))
  if (aliased.length === 0) return
  await sql`
    insert into identity_aliases (kind, value, identity_id)
    select distinct on (a.kind, a.alias) a.kind, a.alias, a.identity_id from ${given('a', aliased, {
      kind: ['text', ({ kind }) => kind],
      alias: ['text', ({ alias }) => alias],
      identity_id: ['uuid', ({ identityId }) => identityId],
    })}
    where not exists (select from identities i where i.kind = a.kind and i.value = a.alias)
    on conflict (kind, value) do nothing`.execute(tx)
}
