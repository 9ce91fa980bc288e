/** Reading mails: how many a second, and how much memory one of 25 MB takes. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openClients } from './floor.ts'
import { openMailClient } from './mails.ts'
import type { Read } from './parsingRun.ts'
import { forgetPeak, memoryOf, peakOf } from './processes.ts'
import { jobsLeft, mailsLeft, until } from './queue.ts'
import { type Part, shown, type Table } from './report.ts'
import { largeMail, sampleMails } from './sampleMails.ts'
import { type HttpClient, openHttp } from './shoppers.ts'
import { connectAll, prepared, vendors } from './vendors.ts'
import { inFolder, type Running, signIn, startWarmline } from './warmline.ts'

const run = promisify(execFile)
/** Collections of real mail; they are no part of this project. */
const collections = join(import.meta.dirname, '../../shared/data')
const mebibyte = 2 ** 20
const large = 25 * 1024 * 1024

export const parsing: Part = {
  name: 'parsing',
  run: ({ isQuick }) =>
    inFolder(async (folder) => {
      const server = await startWarmline(join(folder, 'data'))
      const read = await reading(server, folder, isQuick ? 1 : 3).finally(server.stop)
      return [read, await memory(folder)]
    }),
}

async function reading(server: Running, folder: string, rounds: number): Promise<Table> {
  const rows: string[][] = []
  for (const [title, mails] of Object.entries(await setsOf(folder))) {
    process.stderr.write(`${title}\n`)
    const script = join(import.meta.dirname, 'parsingRun.ts')
    const { stdout } = await run(process.execPath, [script, server.databaseUrl, join(folder, 'files'), String(rounds), ...mails])
    const { count, bytes, floor, ours, p50, p99 } = JSON.parse(stdout) as Read
    rows.push([
      title,
      shown(count),
      shown(bytes / count / 1024, 'KiB'),
      shown(floor),
      shown(ours),
      shown(ours / floor),
      shown(p50, 'ms'),
      shown(p99, 'ms'),
    ])
  }
  return {
    title: 'Reading mails',
    about: `From the stored bytes to a message: structure, character sets, HTML made safe, history folded, sender, thread, files kept durably; medians of ${rounds} rounds, one mail at a time in one process, DNS not asked. The floor is \`mailparser\` alone, which reads the same bytes and throws away what it finds. Where no collections of real mail are beside the project, only our own samples are read.`,
    columns: ['', 'mails', 'of', 'floor, mails/s', 'mails/s', 'of the floor', 'p50', 'p99'],
    rows,
  }
}

/** Folders of mails, by what they are called in the table. */
async function setsOf(folder: string): Promise<Record<string, string[]>> {
  const samples = join(folder, 'samples')
  await mkdir(samples)
  for (const [index, mail] of sampleMails(300).entries()) await writeFile(join(samples, `${index}.eml`), mail)
  const sets: Record<string, string[]> = { 'Our own samples': [samples] }
  if (!existsSync(collections)) return sets
  const trouble = (await readdir(collections)).filter((name) => name.startsWith('email_')).map((name) => join(collections, name))
  const daily = join(folder, 'daily')
  await mkdir(daily)
  await run('tar', ['xzf', join(collections, 'spam_spamassassin/spamassassin.tar.gz'), '-C', daily])
  return {
    ...sets,
    'Real mail of lists and shops (SpamAssassin)': [daily],
    'Mails that made trouble elsewhere (eight collections)': trouble,
  }
}

/** What a server's memory grows by at its highest while it takes one large mail in, in MiB; each way on a server of its own. */
async function memory(folder: string): Promise<Table> {
  const rows: string[][] = []
  for (const [index, way] of ways.entries()) {
    process.stderr.write(`25 MB ${way}\n`)
    const server = await startWarmline(join(folder, `memory-${index}`))
    try {
      const [idle, peak] = await peakBy(way, server)
      rows.push([way, shown(idle), shown(peak), shown(peak - idle), shown((peak - idle) / (large / mebibyte))])
    } finally {
      await server.stop()
    }
  }
  return {
    title: 'Memory for a mail of 25 MB',
    about:
      'Resident memory of the server in MiB, after some small mails and at its highest until the large one is a ticket with its file kept. The floor is the mail itself: 25 MB, were it in memory once.',
    columns: ['', 'before', 'highest', 'more', 'times the mail'],
    rows,
  }
}

const ways = ['SMTP', 'Mail by SendGrid', 'Mail by Mailgun', 'Mail by Postmark'] as const

async function peakBy(way: (typeof ways)[number], server: Running): Promise<[idle: number, peak: number]> {
  const [admin] = await openClients(server.databaseUrl, 1)
  if (!admin) throw new Error('no connection')
  try {
    const urls = await overHttp(server, async (http) => connectAll(http, await signIn(server.address), server.address))
    const send = async (mailOf: (sender: string) => Buffer) => {
      const vendor = vendors.find(({ name }) => name === way)
      if (vendor) {
        const { path, headers, body } = prepared(vendor, urls[vendors.indexOf(vendor)] ?? '', '', mailOf)
        await overHttp(server, (http) => http.ask('POST', path, headers, body))
      } else {
        const client = await openMailClient(server.mailPort)
        await client.send(mailOf).finally(client.close)
      }
      await until(admin, mailsLeft)
      await until(admin, jobsLeft)
    }
    // What the way needs once, whatever comes by it, is not the large mail's.
    for (const mail of sampleMails(6))
      await send((sender) => Buffer.from(mail.toString().replaceAll(/ana\.\d+@customer\.example/g, sender)))
    const { resident: idle } = await memoryOf([server.pid])
    await forgetPeak(server.pid)
    await send((sender) => largeMail(sender, large))
    return [idle, await peakOf(server.pid)]
  } finally {
    await admin.end()
  }
}

/** Each way has a connection of its own: a server closes those that rest for long. */
async function overHttp<T>(server: Running, work: (http: HttpClient) => Promise<T>): Promise<T> {
  const http = openHttp(server.address, 1)
  return work(http).finally(http.close)
}
