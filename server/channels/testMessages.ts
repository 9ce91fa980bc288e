/** Messages that we send to an address of the shop's own, to see them come in: whoever sets an address up sees that it works. */
import type { Selectable } from 'kysely'
import { Through } from '../../shared/mailProof.ts'
import type { ChannelKey } from '../../shared/words.ts'
import { changed, type Db, type Tx } from '../platform/db.ts'
import type { DB } from '../platform/schema.ts'
import { cameIn } from './health.ts'

/** One that is still on its way after so long is an ordinary message when it comes. */
const mostHours = 48

export interface TestMessage {
  address: string
  isSent: boolean
  answer: string
  sentAt: Date
  arrivedAt: Date | null
  through: Through | null
}

const columns = ['address', 'isSent', 'answer', 'sentAt', 'arrivedAt', 'through'] as const

/** Begins one, and says under which id it is to be known again. */
export const beginTest = async (db: Db, test: { channel: ChannelKey; connectionId: string | null; address: string }): Promise<string> =>
  (await db.insertInto('testMessages').values(test).returning('id').executeTakeFirstOrThrow()).id

/** Writes down what the server said that was to take it. */
export const endTest = async (db: Db, id: string, { isSent, answer }: { isSent: boolean; answer: string }): Promise<TestMessage> =>
  read(
    await db
      .updateTable('testMessages')
      .set({ isSent, answer: answer.slice(0, 2000) })
      .where('id', '=', id)
      .returning(columns)
      .executeTakeFirstOrThrow(),
  )

/** The newest one to an address; undefined: there was none. */
export async function lastTest(
  db: Db,
  { channel, connectionId }: { channel: ChannelKey; connectionId: string | null },
): Promise<TestMessage | undefined> {
  const row = await db
    .selectFrom('testMessages')
    .select(columns)
    .where('channel', '=', channel)
    .where('connectionId', connectionId ? '=' : 'is', connectionId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && read(row)
}

const read = ({ through, ...test }: Pick<Selectable<DB['testMessages']>, (typeof columns)[number]>): TestMessage => ({
  ...test,
  through: Through.nullable().parse(through),
})

/** Is this the id of a test that may still come? Then what carries it is no message of a customer's. */
export async function isTestAwaited(db: Db, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('testMessages')
    .select('id')
    .where('id', '=', id)
    .where('sentAt', '>', new Date(Date.now() - mostHours * 3600_000))
    .executeTakeFirst()
  return row !== undefined
}

/** It came in; a second copy of it changes nothing. */
export async function testArrived(tx: Tx, { id, at, through }: { id: string; at: Date; through: Through }): Promise<void> {
  const arrived = await tx
    .updateTable('testMessages')
    .set({ arrivedAt: at, through: JSON.stringify(through) })
    .where('id', '=', id)
    .where('arrivedAt', 'is', null)
    .returning('connectionId')
    .executeTakeFirst()
  if (!arrived) return
  if (arrived.connectionId) await cameIn(tx, [{ connectionId: arrived.connectionId, isTest: true }])
  changed(tx, 'connections')
}
