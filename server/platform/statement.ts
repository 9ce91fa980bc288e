/** Statements that are asked again and again with other values: each is made once, for making one takes longer than sending it. */
import { type CompiledQuery, type RawBuilder, sql } from 'kysely'
import type { Db } from './db.ts'

/** Stands in a statement for what is picked of the input each time. */
export type Value<Input> = (pick: (input: Input) => unknown) => RawBuilder<unknown>

/** Makes a statement out of `build`, which is called once; all that differs from one time to the next passes by `value`. */
export function statement<Input, Row>(build: (value: Value<Input>) => RawBuilder<Row>): (db: Db, input: Input) => Promise<Row[]> {
  let made: { query: CompiledQuery<Row>; picks: ((input: Input) => unknown)[] } | undefined
  const make = (db: Db) => {
    const places = new Map<unknown, (input: Input) => unknown>()
    const query = build((pick) => {
      const place = {}
      places.set(place, pick)
      return sql`${place}`
    }).compile(db)
    return { query, picks: query.parameters.map((value) => places.get(value) ?? (() => value)) }
  }
  return async (db, input) => {
    made ??= make(db)
    const { query, picks } = made
    return (await db.executeQuery<Row>({ ...query, parameters: picks.map((pick) => pick(input)) })).rows
  }
}
