/** What PostgreSQL expects of a question before it is asked: from the statistics it keeps, within a millisecond or two. */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from './db.ts'

/** The cost in PostgreSQL's own measure, and how many rows; without end where it does not say. */
export async function expected(db: Db, question: RawBuilder<unknown>): Promise<{ cost: number; rows: number }> {
  const { rows } = await sql<{
    'QUERY PLAN': [{ Plan: { 'Total Cost': number; 'Plan Rows': number } }]
  }>`explain (format json) ${question}`.execute(db)
  const plan = rows[0]?.['QUERY PLAN'][0].Plan
  return { cost: plan?.['Total Cost'] ?? Number.POSITIVE_INFINITY, rows: plan?.['Plan Rows'] ?? Number.POSITIVE_INFINITY }
}
