import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Fixture, openFixture } from './fixture.ts'
import { load } from './load.ts'
import { readBuiltIn } from './read.ts'
import { settle } from './settle.ts'

let f: Fixture
beforeAll(async () => {
  f = await openFixture()
})
afterAll(() => f.close())

/** Reads a ticket, lets `meanwhile` happen, and settles what was read. */
async function readWhile(text: string, meanwhile: (ticketId: string) => Promise<unknown>) {
  const ticketId = await f.addTicket(text, { channel: 'instagram' })
  const { db } = f.platform
  const loaded = await load(db, ticketId, 'created')
  if (!loaded) throw new Error('there is nothing to read')
  const reading = readBuiltIn(loaded)
  expect(reading.evidence.length).toBeGreaterThan(0)
  await meanwhile(ticketId)
  await settle(db, { ticketId, occasion: 'created', loaded, reading, ofTheShop: undefined, isPast: false })
  const receipt = await db
    .selectFrom('sentiments')
    .select(['evidence', 'reason', 'takenBack'])
    .where('ticketId', '=', ticketId)
    .executeTakeFirstOrThrow()
  return { receipt, lines: JSON.stringify(await f.timeline(ticketId)) }
}
const angry = 'I am so disappointed, you are liars and thieves. Where is my money?'

test('what was taken back while the model was reading it is quoted nowhere', async () => {
  const { receipt, lines } = await readWhile(angry, (ticketId) =>
    sql`update messages set text = '', unsent_at = now() where ticket_id = ${ticketId}`.execute(f.platform.db),
  )
  expect(receipt).toEqual({ evidence: [], reason: '', takenBack: 'whole' })
  expect(lines).not.toMatch(/disappointed|liars|thieves/)
})

test('what still stands after something else was taken back is quoted as it was read', async () => {
  const { receipt } = await readWhile(angry, async (ticketId) => {
    await f.addMessage(ticketId, 'Sorry')
    await sql`update messages set text = '', unsent_at = now() where ticket_id = ${ticketId} and text = 'Sorry'`.execute(f.platform.db)
  })
  expect(receipt.takenBack).toBeNull()
  expect(receipt.evidence.length).toBeGreaterThan(0)
})
