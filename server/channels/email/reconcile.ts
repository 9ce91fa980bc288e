/** What mail servers and providers have of what came in, held against the ledger: mailboxes by their cursor, providers by their lists. */
import { sql } from 'kysely'
import type { Source } from '../../../shared/ledger.ts'
import type { Db } from '../../platform/db.ts'
import { messageOf } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { type Connected, connectedOf, connectionsOn } from '../connected.ts'
import type { Listed, Span } from './askProvider.ts'
import { mailboxSources } from './imapCursor.ts'
import { hasList, listAt } from './providerList.ts'

/** Mailgun keeps its log for three days on its smallest plan. */
const days = 3
/** What came just now may be on its way to us. */
const marginMilliseconds = 15 * 60_000

/** Asks every provider that has a list and whose key is set; one that does not answer keeps nobody from asking the others. */
export async function reconcile(platform: Platform, now = new Date()): Promise<void> {
  for (const row of await connectionsOn(platform.db, 'email')) {
    const connection = connectedOf(platform, row)
    if (!hasList(connection.text('way')) || !connection.secret('apiKey')) continue
    const since = new Date(Math.max(now.getTime() - days * 86_400_000, row.createdAt.getTime()))
    const until = new Date(now.getTime() - marginMilliseconds)
    await compare(platform, connection, { since, until }).catch(async (error: unknown) => {
      const problem = messageOf(error).slice(0, 500)
      platform.log.warn({ connectionId: connection.id, error: problem }, 'a mail provider could not be asked what came in')
      await write(platform.db, connection.id, { theirs: null, ours: 0, problem })
    })
  }
}

async function compare(platform: Platform, connection: Connected, span: Span): Promise<void> {
  const { db } = platform
  const listed = await listAt(connection, span, await recipientsOf(db, connection))
  const known = await knownOf(db, connection.id, listed)
  const missing = listed.filter(({ id }) => !known.has(id))
  // Brought again, it comes the way that it should have come.
  for (const { id, again } of missing)
    await again?.().catch((error: unknown) =>
      platform.log.warn({ connectionId: connection.id, id, error: messageOf(error) }, 'a mail could not be asked for again'),
    )
  if (missing.length > 0)
    platform.log.warn({ connectionId: connection.id, count: missing.length }, 'a mail provider has mails that are not here')
  await write(db, connection.id, { theirs: listed.length, ours: listed.length - missing.length, problem: null })
}

/** The address of the connection, and those that its webhook was called for: mail is often forwarded to another one at the provider's. */
async function recipientsOf(db: Db, { id, address }: Connected): Promise<string[]> {
  const { rows } = await sql<{ address: string }>`
    select distinct lower(envelope->>'recipient') as address from payloads
    where connection_id = ${id} and received_at > now() - make_interval(days => ${days}) and envelope->>'recipient' like '%@%'`.execute(db)
  return [...new Set([address.toLowerCase(), ...rows.map((row) => row.address)])]
}

async function knownOf(db: Db, connectionId: string, listed: Listed[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select distinct envelope->>'providerId' as id from payloads
    where connection_id = ${connectionId} and envelope ? 'providerId' and envelope->>'providerId' = any(${listed.map(({ id }) => id)}::text[])`.execute(
    db,
  )
  return new Set(rows.map(({ id }) => id))
}

async function write(db: Db, connectionId: string, counts: { theirs: number | null; ours: number; problem: string | null }): Promise<void> {
  const row = { ...counts, comparedAt: sql<Date>`now()` }
  await db
    .insertInto('providerCounts')
    .values({ connectionId, ...row })
    .onConflict((conflict) => conflict.column('connectionId').doUpdateSet(row))
    .execute()
}

/** Each mailbox and provider, as it was counted, or why it cannot be. */
export async function sourcesOfMail(db: Db): Promise<Source[]> {
  const { rows } = await sql<{
    name: string
    address: string
    way: string
    hasKey: boolean
    theirs: number | null
    ours: number | null
    problem: string | null
    comparedAt: Date | null
    kept: number
  }>`
    select c.name, c.address, c.settings->>'way' as way, jsonb_array_length(coalesce(c.secrets->'apiKey', '[]')) > 0 as "hasKey",
      n.theirs, n.ours, n.problem, n.compared_at as "comparedAt",
      (select count(*)::int from payloads p where p.connection_id = c.id and p.received_at > now() - make_interval(days => ${days})) as kept
    from connections c left join provider_counts n on n.connection_id = c.id
    where c.channel = 'email' and c.is_enabled and c.settings->>'way' in ('postmark', 'sendgrid', 'mailgun') order by c.created_at`.execute(
    db,
  )
  const providers = rows.map(({ name, address, way, hasKey, theirs, ours, problem, comparedAt, kept }): Source => {
    const connection = name || address
    const what = vendors[way] ?? way
    const rest = { connection, what, days, comparedAt: null, theirs: null, ours: kept, said: null }
    if (!hasList(way)) return { ...rest, why: 'no_list' }
    if (!hasKey) return { ...rest, why: 'no_key' }
    if (!comparedAt) return { ...rest, why: 'soon' }
    if (theirs === null) return { ...rest, comparedAt, why: 'refused', said: problem }
    return { ...rest, comparedAt, theirs, ours: ours ?? 0, why: null }
  })
  return [...(await mailboxSources(db)), ...providers]
}

const vendors: Record<string, string> = { postmark: 'Postmark', sendgrid: 'SendGrid', mailgun: 'Mailgun' }
