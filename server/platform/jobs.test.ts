import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import { inTransaction } from './db.ts'
import { addJob } from './jobs.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  await database.pool.query('truncate graphile_worker._private_jobs')
})

const waiting = async () =>
  (await database.pool.query<{ payload: unknown }>('select payload from graphile_worker._private_jobs order by id')).rows.map(
    ({ payload }) => payload,
  )

test('a job exists when and only when its transaction commits', async () => {
  const { db } = database
  const [kept, gone] = [randomUUID(), randomUUID()]
  await inTransaction(db, (tx) => addJob(tx, 'incoming', { payloadId: kept }))
  const lost = inTransaction(db, async (tx) => {
    await addJob(tx, 'incoming', { payloadId: gone })
    throw new Error('no')
  })
  await expect(lost).rejects.toThrow('no')
  expect(await waiting()).toEqual([{ payloadId: kept }])
})

test('the same job twice is two jobs, and with a key it is one', async () => {
  const { db } = database
  const [message, payload] = [{ messageId: randomUUID() }, { payloadId: randomUUID() }]
  await inTransaction(db, async (tx) => {
    for (let time = 0; time < 2; time++) await addJob(tx, 'incoming', payload)
    for (let time = 0; time < 2; time++) await addJob(tx, 'deliver', message, { jobKey: `deliver:${message.messageId}` })
  })
  expect(await waiting()).toEqual([payload, payload, message])
})
