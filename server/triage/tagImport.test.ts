import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyTables, openTestDatabase } from '../../test/database.ts'
import { inTransaction } from '../platform/db.ts'
import { importTags } from './tagImport.ts'
import { createTag, listTags } from './tags.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
beforeAll(async () => {
  database = await openTestDatabase()
  await emptyTables(database.db, 'tags', 'audit')
})
afterAll(() => database.close())

const take = (...tags: (string | [string, string])[]) =>
  inTransaction(database.db, (tx) =>
    importTags(
      tx,
      tags.map((tag) => (typeof tag === 'string' ? { name: tag, description: '' } : { name: tag[0], description: tag[1] })),
    ),
  )
const audit = () => database.db.selectFrom('audit').select(['name', 'what', 'subject', 'after']).execute()

test('what is new is added, what is there, twice or no name at all is said', async () => {
  await inTransaction(database.db, (tx) =>
    createTag(tx, { key: 'late', name: 'Too late', description: 'Ours', keywords: ['late'], isAuto: true }),
  )
  await emptyTables(database.db, 'audit')
  // The same key, the same name under another key, and one that differs in capitals only.
  expect(await take('Late', 'TOO LATE', ['Återköp', 'Money back'], 'återköp ', '—', 'x'.repeat(121), '返品')).toEqual({
    added: 2,
    there: ['Late', 'TOO LATE'],
    repeated: ['återköp'],
    refused: [
      { name: '—', why: 'no_letter' },
      { name: 'x'.repeat(120), why: 'too_long' },
    ],
  })
  expect(await listTags(database.db)).toEqual([
    { key: 'late', name: 'Too late', description: 'Ours', keywords: ['late'], isAuto: true },
    { key: 'återköp', name: 'Återköp', description: 'Money back', keywords: [], isAuto: false },
    { key: '返品', name: '返品', description: '', keywords: [], isAuto: false },
  ])
})

test('a list leaves one line in the audit log, and one that brings nothing none', async () => {
  await emptyTables(database.db, 'audit')
  await take('One', 'Two')
  await take('One', 'Two')
  expect(await audit()).toEqual([{ name: '2 tags', what: 'created', subject: 'tag', after: { names: ['One', 'Two'] } }])
})

test('5 000 tags come in at once', async () => {
  await emptyTables(database.db, 'tags')
  const names = Array.from({ length: 5000 }, (_, n) => `Tag number ${n % 4900}`)
  const { added, repeated } = await take(...names)
  expect([added, repeated.length]).toEqual([4900, 100])
  expect(await listTags(database.db)).toHaveLength(4900)
})
