/** The database's own time for what our code asks: its statements are caught, and explained with the very same values. */
import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { type Db, isPlannedAnew } from '../server/platform/db.ts'
import { median } from './stats.ts'

const times = 9

export interface Explained {
  /**
   * Milliseconds of planning, running and writing out, the median of some runs; all statements together. What the server
   * plans once for a connection counts without its planning.
   */
  timeOf(ask: (db: Db) => Promise<unknown>): Promise<number>
  close(): Promise<void>
}

/** Opens one connection for it. */
export function openExplained(url: string): Explained {
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  const asked: { sql: string; parameters: readonly unknown[] }[] = []
  const db: Db = new Kysely({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    log({ query }) {
      asked.push(query)
    },
  })
  return {
    async timeOf(ask) {
      const sums: number[] = []
      for (let time = 0; time < times; time++) {
        asked.length = 0
        await ask(db)
        let sum = 0
        // In one transaction, so that what the code sets for its own transaction holds here too.
        await pool.query('begin')
        for (const { sql, parameters } of asked.splice(0).filter(({ sql }) => !/^(begin|start transaction|commit)/.test(sql))) {
          // Asking for an estimate is planning and nothing more, and cannot be explained itself.
          if (/^(set|explain)/.test(sql)) {
            const begun = performance.now()
            await pool.query(sql, [...parameters])
            sum += performance.now() - begun
            continue
          }
          const { rows } = await pool.query(`explain (analyze, timing off, serialize text, format json) ${sql}`, [...parameters])
          const [{ 'Planning Time': planning, 'Execution Time': running, Serialization: writing }] = rows[0]['QUERY PLAN']
          sum += (isPlannedAnew(sql) ? planning : 0) + running + (writing?.Time ?? 0)
        }
        await pool.query('rollback')
        sums.push(sum)
      }
      return median(sums)
    },
    close: () => db.destroy(),
  }
}
