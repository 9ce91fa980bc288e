/** Holds the database against what was sent: the rows themselves, whatever the server says of them. */
import pg from 'pg'
import { expect } from 'vitest'
import type { Load } from './outsiders.ts'

/** Asks the database once. */
export async function query<T extends pg.QueryResultRow>(url: string, text: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  await client.connect()
  try {
    return (await client.query<T>(text, values)).rows
  } finally {
    await client.end()
  }
}

/** Waits until nothing is left to do, then holds every message, payload, ticket and job against the load. */
export async function expectAllTakenInOnce(url: string, load: Pick<Load, 'mails' | 'chats'>, seconds = 90): Promise<void> {
  const left = async () => {
    const [row] = await query<{ jobs: number; payloads: number }>(
      url,
      `select (select count(*)::int from graphile_worker._private_jobs) as jobs,
        (select count(*)::int from payloads where state = 'accepted') as payloads`,
    )
    return row
  }
  await expect.poll(left, { timeout: seconds * 1000, interval: 200 }).toEqual({ jobs: 0, payloads: 0 })

  const kept = (channel: string) =>
    query<{ id: string }>(url, `select external_id as id from messages where channel = $1 and direction = 'in' order by 1`, [channel])
  expect((await kept('email')).map(({ id }) => id)).toEqual([...load.mails].sort())
  expect((await kept('webchat')).map(({ id }) => id)).toEqual([...load.chats].sort())
  expect(await query(url, `select distinct state from payloads where state not in ('ticket', 'appended', 'duplicate')`)).toEqual([])
  expect(await query(url, `select number from tickets where sentiment_id is null`)).toEqual([])
  // Counted once each, too: what a list shows is what there is.
  expect(
    await query(url, 'select number from tickets t where message_count <> (select count(*) from messages m where m.ticket_id = t.id)'),
  ).toEqual([])
  expect(await query(url, `select unique_key from events where name = 'Ticket Created' group by 1 having count(*) > 1`)).toEqual([])
  expect(await query(url, `select ticket_id from sentiments group by 1 having count(*) > 1`)).toEqual([])
}
