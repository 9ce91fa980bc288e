/** Inbound: from a customer's message to a durable ticket, message and job, beside the same rows by a bare client. */
import type pg from 'pg'
import { emailChannel } from '../server/channels/email/email.ts'
import { shopHours } from '../server/platform/businessHours.ts'
import { openDatabase } from '../server/platform/db.ts'
import { writeSetting } from '../server/platform/settings.ts'
import { takeInTogether } from '../server/tickets/intake.ts'
import { mailFrom } from '../test/incoming.ts'
import { databaseAside } from './aside.ts'
import { type Cost, costOf } from './cost.ts'
import { bareChat, bareInsert, openClients } from './floor.ts'
import { byClients } from './load.ts'
import { openMailClient } from './mails.ts'
import { hold, jobsLeft, mailsLeft, release, until, wordsLeft } from './queue.ts'
import type { Part, Table } from './report.ts'
import { shown } from './report.ts'
import { makeShoppers, openHttp, writeChat } from './shoppers.ts'
import { median } from './stats.ts'
import { inFolder, type Running, startWarmline } from './warmline.ts'

const clients = 8

const always = { timeZone: 'UTC', week: Array.from({ length: 7 }, () => [{ from: '00:00', until: '00:00' }]), holidays: [] }
const never = { ...always, week: Array.from({ length: 7 }, () => []) }

type Way = (count: number) => Promise<Cost>

export const inbound: Part = {
  name: 'inbound',
  run: ({ isQuick }) =>
    inFolder(async (folder) => {
      const server = await startWarmline(folder)
      try {
        return await measure(server, isQuick ? { rounds: 3, count: 400 } : { rounds: 5, count: 1000 })
      } finally {
        await server.stop()
      }
    }),
}

async function measure(server: Running, { rounds, count }: { rounds: number; count: number }): Promise<Table[]> {
  const aside = await databaseAside(server.databaseUrl)
  const bare = await openClients(aside, clients)
  const plain = openDatabase(aside)
  const theirs = openDatabase(server.databaseUrl)
  const http = openHttp(server.address, clients)
  const [watcher] = await openClients(server.databaseUrl, 1)
  if (!watcher) throw new Error('no connection')
  const known = await bare[0]?.query('insert into customers (name) values (\'Ana\') returning id as "customerId", null as "identityId"')

  const ours = (work: () => Promise<unknown>, count: number, pid = server.pid) =>
    costOf({ pid, postgresPid: server.postgresPid }, count, work)
  const chats = async (count: number) => {
    const tokens = await makeShoppers(watcher, count)
    return () => byClients(clients, count, (item) => writeChat(http, tokens[item] ?? ''))
  }
  // Connections of their own each time: one that rests for a minute is closed.
  const sendMails = async (count: number) => {
    const mails = await Promise.all(Array.from({ length: clients }, () => openMailClient(server.mailPort)))
    try {
      return await ours(async () => {
        await byClients(clients, count, async (_, client) => mails[client]?.send())
        await until(watcher, mailsLeft)
      }, count)
    } finally {
      for (const mail of mails) mail.close()
    }
  }
  const drained = () => until(watcher, jobsLeft)
  const indexed = () => until(watcher, wordsLeft)
  const triage = async (count: number) =>
    ours(async () => {
      await release(watcher)
      await drained()
    }, count)

  const ways: Record<string, Way> = {
    floor: (count) => ours(() => byClients(clients, count, (_, client) => bareInsert(bare[client] as pg.Client)), count, process.pid),
    floorChat: (count) =>
      ours(() => byClients(clients, count, (_, client) => bareChat(bare[client] as pg.Client, known?.rows[0])), count, process.pid),
    receive: (count) =>
      ours(
        () =>
          byClients(clients, count, (item) =>
            takeInTogether(plain.db, {
              channel: emailChannel,
              messages: [mailFrom({ from: `${item}.${performance.now()}@c.example` })],
              payload: null,
            }),
          ),
        count,
        process.pid,
      ),
    chat: async (count) => {
      const write = await chats(count)
      await hold(watcher, 'triage')
      return ours(write, count)
    },
    words: (count) => ours(indexed, count), // of the chats above
    triage,
    chatAnswered: async (count) => {
      await writeSetting(theirs.db, shopHours, never)
      try {
        const write = await chats(count)
        return await ours(async () => {
          await write()
          await drained()
        }, count)
      } finally {
        await writeSetting(theirs.db, shopHours, always)
      }
    },
    chatAlongside: async (count) => {
      const cost = await ours(await chats(count), count)
      await drained()
      return cost
    },
    mail: async (count) => {
      await hold(watcher, 'triage')
      const cost = await sendMails(count)
      await release(watcher)
      await drained()
      return cost
    },
    mailAlongside: async (count) => {
      const cost = await sendMails(count)
      await drained()
      return cost
    },
  }

  const found = new Map<string, Cost[]>(Object.keys(ways).map((name) => [name, []]))
  // Outside office hours each chat has an automatic answer, which is a figure of its own.
  await writeSetting(theirs.db, shopHours, always)
  try {
    for (let round = 0; round <= rounds; round++) {
      process.stderr.write(`round ${round} of ${rounds}\n`)
      // As autovacuum does within a minute of a table's first rows: PostgreSQL looks through a table of which it knows that it is empty.
      if (round === 1) await Promise.all([watcher, bare[0] as pg.Client].map((client) => client.query('analyze')))
      for (const [name, way] of Object.entries(ways)) {
        // The index follows by seconds: what is left of one way must not be booked on the next.
        if (name !== 'words') await indexed()
        const cost = await way(round === 0 ? Math.min(count, 400) : count)
        if (round > 0) found.get(name)?.push(cost) // the first one is for warming up
      }
    }
  } finally {
    http.close()
    await Promise.all([...bare, watcher].map((client) => client.end()))
    await Promise.all([plain.close(), theirs.close()])
  }
  return [tableOf(found, rounds, count)]
}

function tableOf(found: Map<string, Cost[]>, rounds: number, count: number): Table {
  const costsOf = (name: string) => found.get(name) ?? []
  const middle = (name: string, of: keyof Cost) => median(costsOf(name).map((cost) => cost[of]))
  // Each round against the floor of that round: what disturbs the machine disturbs both.
  const besideFloor = (name: string, floor: string, of: (cost: Cost) => number) =>
    shown(median(costsOf(name).map((cost, round) => of(cost) / of(costsOf(floor)[round] ?? cost))))
  const line = (title: string, name: string, floor?: string) => [
    title,
    shown(middle(name, 'perSecond')),
    floor ? besideFloor(name, floor, ({ perSecond }) => perSecond) : '',
    shown(middle(name, 'program')),
    shown(middle(name, 'database')),
    floor ? besideFloor(name, floor, ({ program, database }) => program + database) : '',
  ]
  return {
    title: 'Inbound',
    about: `Tickets a second at ${clients} clients, medians of ${rounds} interleaved rounds of ${count}, PostgreSQL with its ordinary durable settings. The floor is a bare \`pg\` client that makes the same rows in one transaction with prepared statements, on the same PostgreSQL in the same run. Processor time is of the program in question (server, or the benchmark itself for floor and what is in process) and of all PostgreSQL processes; the last column is both together as a share of the floor's, which says the same on a slow machine as on a fast one.`,
    columns: ['', 'tickets/s', 'of the floor', 'program ms/ticket', 'PostgreSQL ms/ticket', "of the floor's time"],
    rows: [
      line('Floor: somebody new (customer, identity, ticket, message, job)', 'floor', 'floor'),
      line('Floor: somebody known (ticket, message, job)', 'floorChat', 'floorChat'),
      line('Taken in (`tickets/intake.ts`), in process', 'receive', 'floor'),
      line('Chat by HTTP, triage waiting', 'chat', 'floorChat'),
      [
        'Its words for the search, as far as they come afterwards',
        '',
        '',
        shown(middle('words', 'program')),
        shown(middle('words', 'database')),
        '',
      ],
      line('Chat by HTTP, triage running alongside', 'chatAlongside', 'floorChat'),
      line('Chat by HTTP, read, and answered by itself outside office hours', 'chatAnswered'),
      line('Mail by SMTP, raw bytes kept, parsed; triage waiting', 'mail', 'floor'),
      line('Mail by SMTP, triage running alongside', 'mailAlongside', 'floor'),
      line('Triage of a ticket: built-in model, tags, routing, event', 'triage'),
    ],
  }
}
