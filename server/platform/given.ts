/** Rows given to a statement. */
import { type RawBuilder, sql } from 'kysely'

type Column<Row> = [type: 'text' | 'uuid' | 'boolean' | 'bigint' | 'bytea' | 'jsonb' | 'timestamptz', pick: (row: Row) => unknown]

/**
 * Rows of ours in a `from` clause, under the name `as`: each column with its type and how it is picked, and last of all `place`,
 * counted from 1. PostgreSQL is not shown how many rows there are: where it is, a plan for the two or three that are given
 * looks better than one for any number, and it plans anew each time, for longer than the statement runs.
 */
export function given<Row>(as: string, rows: readonly Row[], columns: Record<string, Column<Row>>): RawBuilder<unknown> {
  const lists = Object.values(columns).map(([type, pick]) => sql`(select ${rows.map(pick)}::${sql.raw(type)}[])`)
  return sql`unnest(${sql.join(lists)}) with ordinality as ${sql.raw(`${as} (${Object.keys(columns).join(', ')}, place)`)}`
}
