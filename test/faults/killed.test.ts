import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { openTestDatabase } from '../database.ts'
import { type RunningWarmline, startWarmline } from '../running.ts'
import { expectAllTakenInOnce } from './books.ts'
import { freePort } from './freePort.ts'
import { startLoad } from './outsiders.ts'

const rounds = 5
const started: RunningWarmline[] = []
afterAll(async () => {
  for (const one of started.reverse()) await one.stop()
})

test('killed hard at any moment under load, the server loses nothing and takes nothing in twice', { timeout: 240_000 }, async () => {
  const seed = Number(process.env.FAULTS_SEED ?? randomInt(2 ** 31))
  process.stdout.write(`Moments of the kills: FAULTS_SEED=${seed}\n`)
  const random = randomFrom(seed)
  const database = await openTestDatabase()
  const [port, mailPort] = [await freePort(), await freePort()]
  const env = { DATABASE_URL: database.url, DEMO: 'off', PORT: String(port), INBOUND_SMTP_PORT: String(mailPort) }
  let running = await startWarmline(env)
  started.push(running)
  const { dataDir } = running
  const load = startLoad(() => running)
  const taken = () => (load.answers.get('250') ?? 0) + (load.answers.get('201') ?? 0)
  for (let round = 0; round < rounds; round++) {
    const enough = taken() + 5 + random() * 40
    await expect.poll(taken, { interval: 5 }).toBeGreaterThan(enough)
    // Not a wait for something: the moment of the kill is what varies.
    await sleep(random() * 100)
    await running.kill()
    running = await startWarmline({ ...env, DATA_DIR: dataDir })
    started.push(running)
  }
  await load.stop()
  expect(load.answers.get('no connection')).toBeGreaterThan(0)
  await expectAllTakenInOnce(database.url, load)
  await running.stop()
  await database.close()
})

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
