import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { emptyTables } from '../../test/database.ts'
import { inTransaction } from '../platform/db.ts'
import { change } from '../tickets/change.ts'
import { analyse } from './builtin/analyse.ts'
import { type Fixture, openFixture } from './fixture.ts'
import { learnSpam } from './shopSpam.ts'
import { allMessages, verdictOf, type WordCount, wordsOf } from './spamWords.ts'
import { triage } from './triage.ts'

let fixture: Fixture
let agent: { kind: 'agent'; id: string; name: string }
beforeAll(async () => {
  fixture = await openFixture()
})
afterAll(() => fixture.close())
beforeEach(async () => {
  await fixture.reset()
  await emptyTables(fixture.platform.db, 'spam_words', 'spam_lessons')
  agent = { kind: 'agent', id: await fixture.addAgent('Maja'), name: 'Maja' }
})

/** Another customer each time: one who was answered is known. */
async function comesIn(text: string, isKnown = false): Promise<string> {
  const id = await fixture.addTicket(text)
  if (!isKnown) {
    const { id: customerId } = await fixture.platform.db
      .insertInto('customers')
      .values({ name: 'X' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await fixture.platform.db.updateTable('tickets').set({ customerId }).where('id', '=', id).execute()
  }
  return id
}
const mark = async (id: string, isSpam: boolean) => {
  await inTransaction(fixture.platform.db, (tx) => change(tx, id, agent, { isSpam }))
  await learnSpam(fixture.platform.db, id)
}
const read = async (id: string) => {
  await triage(fixture.platform, { ticketId: id, occasion: 'created' })
  return (await fixture.ticket(id)).isSpam
}
const offer = (n: number) => `Our terrace heaters wholesale catalogue ${n}: minimum order pallets, container prices from the Ningbo factory`
const question = (n: number) => `Where is my order ${n}? The jacket should have been here on Monday and the tracking page shows nothing.`
async function answered(count: number) {
  for (let n = 0; n < count; n++) {
    const id = await comesIn(question(n))
    await fixture.platform.db.updateTable('tickets').set({ firstRepliedAt: sql`now()` }).where('id', '=', id).execute()
  }
}

test('what the model lets through is put aside once its like was marked, and the words that decided are said', async () => {
  await answered(5)
  expect(await read(await comesIn(offer(1)))).toBe(false)
  for (let n = 2; n <= 4; n++) await mark(await comesIn(offer(n)), true)
  const id = await comesIn(offer(5))
  expect(await read(id)).toBe(true)
  const [line] = await fixture.timeline(id, 'marked_spam')
  expect(line).toMatchObject({ actorKind: 'model', actorName: 'shop-words' })
  expect(line?.data.words).toEqual(expect.arrayContaining(['container', 'factory']))
  expect(await read(await comesIn(question(9)))).toBe(false)
})

test('a customer who was answered before is never put aside by it', async () => {
  await answered(5)
  for (let n = 1; n <= 4; n++) await mark(await comesIn(offer(n)), true)
  const before = await comesIn('An old question', true)
  await fixture.platform.db.updateTable('tickets').set({ firstRepliedAt: sql`now()` }).where('id', '=', before).execute()
  expect(await read(await comesIn(offer(6), true))).toBe(false)
})

test('a mark that is taken back leaves nothing behind, and the same mark twice is one lesson', async () => {
  const [one, two, three] = [await comesIn(offer(1)), await comesIn(offer(2)), await comesIn(offer(3))]
  for (const id of [one, two, three]) await mark(id, true)
  await learnSpam(fixture.platform.db, one)
  const count = async () =>
    (await fixture.platform.db.selectFrom('spamWords').select(['spam', 'ham']).where('word', '=', 'ningbo').executeTakeFirst()) ?? null
  expect((await count())?.spam).toBeCloseTo(3, 2)
  for (const id of [one, two, three]) await mark(id, false)
  expect((await count())?.spam).toBeCloseTo(0, 2)
  expect(await read(await comesIn(offer(4)))).toBe(false)
})

test('a mark that was undone was never learned', async () => {
  const { db } = fixture.platform
  const id = await comesIn(offer(1))
  await mark(id, true)
  await inTransaction(db, (tx) => change(tx, id, agent, { isSpam: false, isUndo: true }))
  await learnSpam(db, id)
  expect(await db.selectFrom('spamLessons').selectAll().execute()).toEqual([])
  const { rows } = await sql<{ most: number }>`select coalesce(max(abs(spam)), 0)::float8 as most from spam_words`.execute(db)
  expect(rows[0]?.most).toBeLessThan(1e-4)
})

test('what it learned fades: after a year a few marks decide nothing', async () => {
  await answered(5)
  for (let n = 1; n <= 3; n++) await mark(await comesIn(offer(n)), true)
  await sql`update spam_words set at = at - interval '500 days'`.execute(fixture.platform.db)
  expect(await read(await comesIn(offer(7)))).toBe(false)
})

const said = (text: string) => {
  const { isSpam, spamProbability } = analyse({ text, subject: null })
  return { isSpam, probability: spamProbability }
}
/** Our own rows: spam that a model would have let through, and real questions, in eight languages. */
const rows = ['de', 'en', 'es', 'fr', 'it', 'nl', 'pt', 'sv'].flatMap((language) =>
  readFileSync(join(import.meta.dirname, `builtin/data/messages.${language}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { text: string; spam?: boolean })
    .map(({ text, spam }) => ({ isSpam: spam === true, words: wordsOf({ subject: '', text, from: null }), model: said(text) })),
)

test('with marks, more spam is found and hardly a real question is taken for it', () => {
  const [spam, real] = [rows.filter(({ isSpam }) => isSpam), rows.filter(({ isSpam }) => !isSpam)]
  const figures = [5, 40, 160].map((marks) => {
    const counts = new Map<string, WordCount>()
    const teach = (words: string[], kind: keyof WordCount) => {
      for (const word of [allMessages, ...words]) {
        const count = counts.get(word) ?? { spam: 0, ham: 0 }
        count[kind]++
        counts.set(word, count)
      }
    }
    // Every so many rows teach and the others are asked, so that no language is left out.
    const every = (all: typeof rows, count: number) => all.filter((_, at) => at % Math.floor(all.length / count) === 0)
    const [taught, ham] = [every(spam, marks), every(real, Math.min(400, marks * 10))]
    for (const { words } of taught) teach(words, 'spam')
    for (const { words } of ham) teach(words, 'ham')
    const seen = new Set([...taught, ...ham])
    const [asked, others] = [spam.filter((row) => !seen.has(row)), real.filter((row) => !seen.has(row))]
    const share = (all: typeof rows, is: (row: (typeof rows)[number]) => boolean) => all.filter(is).length / all.length
    const before = (row: (typeof rows)[number]) => row.model.isSpam
    // Nothing is spared here: for that somebody must have marked something as no spam.
    const after = (row: (typeof rows)[number]) => row.model.isSpam || verdictOf(counts, row.words, row.model).isSpam
    return { marks, recall: [share(asked, before), share(asked, after)], alarms: [share(others, before), share(others, after)] }
  })
  if (process.env.SHOW_FIGURES) process.stdout.write(`${JSON.stringify(figures)}\n`)
  for (const { recall, alarms } of figures) {
    expect(recall[1]).toBeGreaterThanOrEqual(recall[0] ?? 0)
    expect(alarms[1]).toBeLessThan((alarms[0] ?? 0) + 0.003)
  }
  const [few, , many] = figures
  expect(few?.alarms[1]).toBe(few?.alarms[0])
  // Of what the model let through, which is not much here, at least a tenth.
  const [before = 1, after = 0] = many?.recall ?? []
  expect((after - before) / (1 - before)).toBeGreaterThan(0.1)
})
