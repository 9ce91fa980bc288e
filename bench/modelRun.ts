/** What `model.ts` runs: reads every message some times and says in one line of JSON how long it took. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { median, percentile } from './stats.ts'

export interface Speed {
  perSecond: number
  /** Milliseconds a message. */
  p50: number
  p99: number
}
export interface Reading {
  messages: number
  characters: number
  ours: Speed
  floor: Speed
  firstMilliseconds: number
  mebibytes: number
  /** Milliseconds for a text of 200 kB. */
  long: number
}

const rounds = Number(process.argv[2] ?? 5)
const folder = join(import.meta.dirname, '../server/triage/builtin/data')
const texts: string[] = []
for (const name of (await readdir(folder)).filter((name) => name.startsWith('messages.')))
  for (const line of (await readFile(join(folder, name), 'utf8')).split('\n').filter(Boolean))
    texts.push((JSON.parse(line) as { text: string }).text)

const words = new Map<string, number>()
for (const text of texts) for (const word of wordsOf(text)) words.set(word, words.size)
function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{L}+/gu) ?? []
}

const before = held()
const begun = performance.now()
const { analyse } = await import('../server/triage/builtin/analyse.ts')
analyse({ text: texts[0] ?? '' })
const firstMilliseconds = performance.now() - begun

const read = (text: string) => void analyse({ text })
const look = (text: string) => void wordsOf(text).reduce((sum, word) => sum + (words.get(word) ?? 0), 0)
const ours: Speed[] = []
const floor: Speed[] = []
for (let round = 0; round <= rounds; round++) {
  const [theirs, own] = [timed(look), timed(read)]
  if (round === 0) continue // warming up
  floor.push(theirs)
  ours.push(own)
}
const mebibytes = held() - before
const longText = texts.join('\n').slice(0, 200_000)
const long = median(Array.from({ length: 20 }, () => time(() => read(longText))))

const reading: Reading = {
  messages: texts.length,
  characters: texts.reduce((sum, text) => sum + text.length, 0) / texts.length,
  ours: middle(ours),
  floor: middle(floor),
  firstMilliseconds,
  mebibytes,
  long,
}
process.stdout.write(JSON.stringify(reading))

function time(work: () => void): number {
  const at = performance.now()
  work()
  return performance.now() - at
}

/** Messages a second by the processor's clock, so that a busy machine is not the model's fault; each message by the wall's. */
function timed(work: (text: string) => void): Speed {
  const before = process.cpuUsage()
  const each = texts.map((text) => time(() => work(text)))
  const { user, system } = process.cpuUsage(before)
  return { perSecond: texts.length / ((user + system) / 1e6), p50: percentile(each, 0.5), p99: percentile(each, 0.99) }
}

function middle(speeds: Speed[]): Speed {
  return {
    perSecond: median(speeds.map(({ perSecond }) => perSecond)),
    p50: median(speeds.map(({ p50 }) => p50)),
    p99: median(speeds.map(({ p99 }) => p99)),
  }
}

/** MiB that the process holds, less what nobody needs any more. */
function held(): number {
  globalThis.gc?.()
  return process.memoryUsage.rss() / 2 ** 20
}
