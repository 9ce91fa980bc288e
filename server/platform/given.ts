/** Rows given to a statement. */
import { type RawBuilder, sql } from 'kysely'
import type { Value } from './statement.ts'

type Column<Row> = [type: 'text' | 'uuid' | 'boolean' | 'bigint' | 'bytea' | 'jsonb' | 'timestamptz', pick: (row: Row) => unknown]

type Columns<Row> = Record<string, Column<Row>>

/**
 * Rows of ours in a `from` clause, under the name `as`: each column with its type and how it is picked, and last of all `place`,
 * counted from 1. PostgreSQL is not shown how many rows there are: where it is, a plan for the two or three that are given
 * looks better than one for any number, and it plans anew each time, for longer than the statement runs.
 */
export const given = <Row>(as: string, rows: readonly Row[], columns: Columns<Row>): RawBuilder<unknown> =>
  listed(as, columns, (pick) => sql`${rows.map(pick)}`)

/** The same in a statement that is made once: the rows are those of its input. */
export const givenBy = <Input, Row>(
  value: Value<Input>,
  as: string,
  rowsOf: (input: Input) => readonly Row[],
  columns: Columns<Row>,
): RawBuilder<unknown> => listed(as, columns, (pick) => value((input) => rowsOf(input).map(pick)))

function listed<Row>(as: string, columns: Columns<Row>, list: (pick: (row: Row) => unknown) => RawBuilder<unknown>): RawBuilder<unknown> {
  const lists = Object.values(columns).map(([type, pick]) => sql`(select ${list((row) => pick(row))}::${sql.raw(type)}[])`)
  return sql`unnest(${sql.join(lists)}) with ordinality as ${sql.raw(`${as} (${Object.keys(columns).join(', ')}, place)`)}`
}
