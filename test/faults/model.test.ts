import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FakeModel, startFakeModel } from '../../server/triage/fake.ts'
import { openTestDatabase } from '../database.ts'
import { type RunningWarmline, startWarmline } from '../running.ts'
import { openDesk, owner, signInShopper, writeChat } from './outsiders.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
let warmline: RunningWarmline
let model: FakeModel
let desk: Awaited<ReturnType<typeof openDesk>>
beforeAll(async () => {
  database = await openTestDatabase()
  model = await startFakeModel()
  const llm = { LLM_PROVIDER: 'openai-compatible', LLM_BASE_URL: model.url, LLM_API_KEY: 'test-key', LLM_MODEL: 'any-model' }
  warmline = await startWarmline({ DATABASE_URL: database.url, DEMO: 'off', ...llm, ...owner })
  desk = await openDesk(warmline.url)
}, 120_000)
afterAll(async () => {
  await warmline?.stop()
  await model?.close()
  await database?.close()
})

interface Ticket {
  id: string
  sentiment: { label: string; model: string } | null
}
async function write(): Promise<string> {
  const answer = await writeChat(warmline.url, await signInShopper(warmline), {
    id: randomUUID(),
    text: 'My parcel never arrived and nobody answers me.',
  })
  return ((await answer.json()) as { chatId: string }).chatId
}
const ticket = (id: string) => desk.get<Ticket>(`/tickets/${id}`)
async function understood(id: string): Promise<{ model: string | undefined; fellBack: unknown }> {
  await expect.poll(async () => (await ticket(id)).sentiment, { interval: 100 }).not.toBeNull()
  const { entries } = await desk.get<{ entries: { kind: string; data: Record<string, unknown> }[] }>(`/tickets/${id}/timeline`)
  return { model: (await ticket(id)).sentiment?.model, fellBack: entries.find(({ kind }) => kind === 'understood')?.data.fellBack }
}

test('the model answers: its reading stands', async () => {
  expect(await understood(await write())).toEqual({ model: 'any-model', fellBack: null })
})

test('while the model hangs a ticket is there at once, unscored, and others are taken in; then the built-in one reads it and says why', {
  timeout: 60_000,
}, async () => {
  model.next.push('hang')
  const id = await write()
  await expect.poll(() => model.next.length).toBe(0)
  expect(await ticket(id)).toMatchObject({ sentiment: null })
  // The model hangs on the first only; one that comes after it is read meanwhile.
  expect(await understood(await write())).toMatchObject({ model: 'any-model' })
  expect(await ticket(id)).toMatchObject({ sentiment: null })
  const { model: reader, fellBack } = await understood(id)
  expect(reader).not.toBe('any-model')
  expect(fellBack).toMatch(/10 s|time|abort/i)
})

test('prose and nonsense in place of an answer are not believed', { timeout: 60_000 }, async () => {
  const prose = { text: 'I would say that this customer is rather unhappy!' }
  model.next.push(prose, { answer: { label: 'furious', score: 99 } }, prose)
  const { model: reader, fellBack } = await understood(await write())
  expect(reader).not.toBe('any-model')
  expect(fellBack).toEqual(expect.any(String))
})

test('a model that is down costs nobody their ticket', { timeout: 60_000 }, async () => {
  model.next.length = 0
  await model.close()
  const { model: reader, fellBack } = await understood(await write())
  expect(reader).not.toBe('any-model')
  expect(fellBack).toEqual(expect.any(String))
})
