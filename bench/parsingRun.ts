/** What `parsing.ts` runs: reads every mail some times and says in one line of JSON how long it took. */
import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { MailParser } from 'mailparser'
import { parse } from '../server/channels/email/parse.ts'
import { mostInRow } from '../server/channels/payload.ts'
import { openDatabase } from '../server/platform/db.ts'
import { openFiles } from '../server/platform/files.ts'
import { median, percentile } from './stats.ts'

export interface Read {
  count: number
  bytes: number
  /** Mails a second. */
  floor: number
  ours: number
  /** Milliseconds a mail. */
  p50: number
  p99: number
}

const [url = '', folder = '', rounds = '', ...sources] = process.argv.slice(2)
/** Of a large collection so many are read, from all of it. */
const most = 1000
const paths: string[] = []
for (const source of sources)
  for (const name of (await readdir(source, { recursive: true })).sort()) if (name.endsWith('.eml')) paths.push(join(source, name))
const step = Math.max(1, paths.length / most)
const mails = await Promise.all(
  Array.from({ length: Math.min(most, paths.length) }, (_, index) => readFile(paths[Math.floor(index * step)] ?? '')),
)

const { db, close } = openDatabase(url)
const files = openFiles(folder)
const askDns = async (name: string) => {
  throw Object.assign(new Error(`nothing is known of ${name}`), { code: 'ENOTFOUND' })
}

async function readByUs(mail: Buffer): Promise<void> {
  const stored = mail.length <= mostInRow ? { file: '0'.repeat(64), body: mail } : { ...(await files.keep(mail)), body: null }
  const envelope = { from: 'envelope@sender.example', to: ['support@shop.example'] }
  await parse(
    { db, files, askDns },
    { id: randomUUID(), channel: 'email', connectionId: null, ...stored, size: mail.length, envelope, receivedAt: new Date() },
  )
}

async function readBare(mail: Buffer): Promise<void> {
  const parser = new MailParser({ skipHtmlToText: true, skipTextLinks: true, skipImageLinks: true })
  parser.on('data', (part) => {
    if (part.type !== 'attachment') return
    part.content.on('end', () => part.release())
    part.content.resume()
  })
  parser.end(mail)
  await finished(parser).catch(() => undefined) // what it cannot read it need not
}

/** Milliseconds of each mail. */
async function timed(read: (mail: Buffer) => Promise<void>): Promise<number[]> {
  const times: number[] = []
  for (const mail of mails) {
    const begun = performance.now()
    await read(mail)
    times.push(performance.now() - begun)
  }
  return times
}

const perSecond = (times: number[]) => (1000 * times.length) / times.reduce((sum, time) => sum + time, 0)
const floor: number[] = []
const ours: number[] = []
let all: number[] = []
for (let round = 0; round <= Number(rounds); round++) {
  const [bare, own] = [await timed(readBare), await timed(readByUs)]
  if (round === 0) continue // warming up
  floor.push(perSecond(bare))
  ours.push(perSecond(own))
  all = all.concat(own)
}
await close()
const read: Read = {
  count: mails.length,
  bytes: mails.reduce((sum, { length }) => sum + length, 0),
  floor: median(floor),
  ours: median(ours),
  p50: percentile(all, 0.5),
  p99: percentile(all, 0.99),
}
process.stdout.write(`${JSON.stringify(read)}\n`)
