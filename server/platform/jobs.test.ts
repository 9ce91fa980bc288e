import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import { inTransaction } from './db.ts'
import { addJob, jobsInserted, jobsTold } from './jobs.ts'

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

test('jobs written together with their rows are what the queue’s own function writes', async () => {
  const { db, pool } = database
  await inTransaction(db, (tx) => addJob(tx, 'triage', { ticketId: randomUUID(), occasion: 'created' }))
  await inTransaction(db, async (tx) => {
    await sql`with job as (${jobsInserted('triage', sql`json_build_object('ticketId', id, 'occasion', 'created')`, sql`unnest(${[randomUUID(), randomUUID()]}::uuid[]) id`)}) select ${jobsTold}`.execute(
      tx,
    )
  })
  const { rows } = await pool.query(
    `select to_jsonb(j) - '{id,key,payload,run_at,created_at,updated_at}'::text[] as job, json_typeof(payload->'ticketId') as type from graphile_worker._private_jobs j`,
  )
  expect(rows).toHaveLength(3)
  expect(rows[1]).toEqual(rows[0])
  expect(rows[2]).toEqual(rows[0])
})
