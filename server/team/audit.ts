/** Reading the audit log. Nothing here writes it: the database does, with every change of what it watches. */
import { type RawBuilder, sql } from 'kysely'
import type { AuditEntry, WantedAudit } from '../../shared/audit.ts'
import type { Db } from '../platform/db.ts'

const mostLines = 50_000

interface Page {
  before?: string
  limit: number
}

async function read(db: Db, { by, subject, from, until }: WantedAudit, { before, limit }: Page): Promise<AuditEntry[]> {
  const tests: RawBuilder<unknown>[] = [sql`true`]
  if (by === 'system') tests.push(sql`actor_kind = 'system'`)
  else if (by) tests.push(sql`actor_id = ${by}::uuid`)
  if (subject) tests.push(sql`subject = ${subject}`)
  if (from) tests.push(sql`at >= ${from}`)
  if (until) tests.push(sql`at < ${until}`)
  if (before) tests.push(sql`id < ${before}::uuid`)
  const { rows } = await sql<AuditEntry>`
    select id, at, json_build_object('kind', actor_kind, 'id', actor_id, 'name', actor_name) as actor, address, what, subject,
      subject_id as "subjectId", name, before, after
    from audit where ${sql.join(tests, sql` and `)} order by id desc limit ${limit}`.execute(db)
  return rows
}

/** A page of the log, newest first. */
export async function listAudit(
  db: Db,
  { before, limit, ...wanted }: WantedAudit & Page,
): Promise<{ entries: AuditEntry[]; hasMore: boolean }> {
  const entries = await read(db, wanted, { before, limit: limit + 1 })
  return { entries: entries.slice(0, limit), hasMore: entries.length > limit }
}

/** The log as CSV (RFC 4180). */
export async function exportAudit(db: Db, wanted: WantedAudit): Promise<{ csv: string; lines: number }> {
  const entries = await read(db, wanted, { limit: mostLines })
  const head = ['at', 'who', 'as', 'address', 'what', 'subject', 'name', 'id', 'before', 'after']
  const lines = entries.map(({ at, actor, address, what, subject, name, subjectId, before, after }) =>
    [
      new Date(at).toISOString(),
      actor.name,
      actor.kind,
      address ?? '',
      what,
      subject,
      name,
      subjectId,
      JSON.stringify(before),
      JSON.stringify(after),
    ]
      .map(cell)
      .join(','),
  )
  return { csv: [head.join(','), ...lines, ''].join('\r\n'), lines: lines.length }
}

/** A cell that a spreadsheet takes for text: what begins like a formula is given an apostrophe, as names are anybody's to choose. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
}
