import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import { inTransaction } from './db.ts'
import { givenBy } from './given.ts'
import { statement } from './statement.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

test('a statement is made once and asked with the values of each time, also within a transaction', async () => {
  let made = 0
  const ask = statement<{ least: number; words: string[] }, { word: string; isLong: boolean }>((value) => {
    made++
    return sql`select a.word, length(a.word) >= ${value(({ least }) => least)}::int as is_long, ${'constant'} as said
      from ${givenBy(value, 'a', ({ words }) => words, { word: ['text', (word) => word] })} order by a.place`
  })
  expect(await ask(database.db, { least: 3, words: ['one', 'to'] })).toEqual([
    { word: 'one', isLong: true, said: 'constant' },
    { word: 'to', isLong: false, said: 'constant' },
  ])
  const within = await inTransaction(database.db, (tx) => ask(tx, { least: 1, words: ['x'] }))
  expect(within).toEqual([{ word: 'x', isLong: true, said: 'constant' }])
  expect(await ask(database.db, { least: 1, words: [] })).toEqual([])
  expect(made).toBe(1)
})
