/**
 * Mail in by IMAP. New mail is heard of by IDLE, and asked for every minute besides; each goes the way of every other mail, in the
 * order of its UID. What cannot be fetched is put in quarantine, and the next one goes on (F4).
 */
import { createHash } from 'node:crypto'
import type { ImapFlow } from 'imapflow'
import { messageOf } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Payload } from '../channel.ts'
import type { Connected } from '../connected.ts'
import type { Mailbox } from './imapClient.ts'
import { beginAt, type Cursor, compare, findCursor, moveTo } from './imapCursor.ts'
import { keepMail, mostBytes, TooLarge } from './keep.ts'

/** Keeps a mail durably and says under which id. */
export type Accept = (platform: Platform, mail: Omit<Payload, 'id' | 'receivedAt'>) => Promise<string>

/** What was there this long before our last look is not asked for again when the UIDs change; a mail known by its id is kept once anyway. */
const marginMilliseconds = 7 * 86_400_000
const compareEveryMilliseconds = 3600_000
/** So often a mail is asked for before it is given up. */
const triesEach = 3

/** The mailbox of a connection, as it is being read. */
export interface Reading {
  platform: Platform
  connection: Connected
  mailbox: Mailbox
  accept: Accept
  /** By UID: how often the server hung up over a mail, and what was heard last. Outlives the session. */
  hungUp: Map<number, { times: number; words: string }>
}

/** Takes in all that is new; where the server has numbered its mails anew, what came since the last look. Returns how many. */
export async function takeInNew(reading: Reading): Promise<number> {
  const { platform, connection, mailbox } = reading
  const cursor = await cursorOf(reading)
  const { client } = mailbox
  const found = await uidsFrom(client, cursor.lastUid + 1)
  for (const uid of found) {
    await takeInOne(reading, cursor, uid)
    await moveTo(platform.db, connection.id, uid)
  }
  if (found.length === 0) await moveTo(platform.db, connection.id, cursor.lastUid)
  const isDue = !cursor.comparedAt || Date.now() - cursor.comparedAt.getTime() > compareEveryMilliseconds
  return found.length + (isDue ? await takeInMissed(reading) : 0)
}

/** Holds the server's mails against ours, and takes in what we have nothing of. */
export async function takeInMissed(reading: Reading): Promise<number> {
  const { platform, connection, mailbox } = reading
  const cursor = await cursorOf(reading)
  const missing = await compare(platform.db, cursor, await uidsFrom(mailbox.client, cursor.firstUid))
  for (const uid of missing) await takeInOne(reading, cursor, uid)
  if (missing.length > 0) {
    platform.log.warn({ connectionId: connection.id, count: missing.length }, 'mails of a mailbox had been missed and were taken in')
    await compare(platform.db, cursor, await uidsFrom(mailbox.client, cursor.firstUid))
  }
  return missing.length
}

/** The cursor that fits the folder as it is now. */
async function cursorOf({ platform: { db, log }, connection, mailbox: { client, opened } }: Reading): Promise<Cursor> {
  const uidValidity = Number(opened.uidValidity)
  const before = await findCursor(db, connection.id)
  if (before?.folder === opened.path && before.uidValidity === uidValidity) return before
  // A folder that was never read begins now; one whose UIDs changed goes on from what is new since the last look.
  const isSameFolder = before?.folder === opened.path
  const since = isSameFolder ? await uidsSince(client, new Date(before.lookedAt.getTime() - marginMilliseconds)) : []
  const lastUid = since[0] !== undefined ? since[0] - 1 : isSameFolder && opened.exists === 0 ? 0 : opened.uidNext - 1
  if (isSameFolder)
    log.warn({ connectionId: connection.id, mails: since.length }, 'a mailbox was numbered anew; its newest mails are looked at again')
  await beginAt(db, connection.id, { folder: opened.path, uidValidity, lastUid })
  const cursor = await findCursor(db, connection.id)
  if (!cursor) throw new Error('the connection is gone')
  return cursor
}

async function uidsFrom(client: ImapFlow, first: number): Promise<number[]> {
  // `n:*` names the last mail even where its UID is below n.
  const found = (await client.search({ uid: `${first}:*` }, { uid: true })) || []
  return found.filter((uid) => uid >= first).sort((a, b) => a - b)
}

const uidsSince = async (client: ImapFlow, since: Date): Promise<number[]> =>
  ((await client.search({ since }, { uid: true })) || []).sort((a, b) => a - b)

/** One mail. Trouble of ours (disk, database, a lost connection) throws, and the mail comes again; trouble of the mail's ends in quarantine. */
async function takeInOne(reading: Reading, cursor: Cursor, uid: number): Promise<void> {
  const { platform, connection, mailbox, accept } = reading
  const envelope = { to: [], folder: cursor.folder, uidValidity: cursor.uidValidity, uid }
  const before = reading.hungUp.get(uid)
  if (before && before.times >= triesEach) return quarantine(reading, envelope, `The server hangs up: ${before.words}`)
  for (let attempt = 1; ; attempt++) {
    try {
      const size = await sizeOf(mailbox.client, uid)
      // Deleted between the search and now.
      if (size === undefined) return
      if (size > mostBytes) throw new TooLarge('The mail is larger than 50 MB. It was left at the server.')
      const { content } = await mailbox.client.download(String(uid), undefined, { uid: true })
      if (!content) return
      const stored = await keepMail(platform.files, content[Symbol.asyncIterator]())
      await accept(platform, { ...stored, channel: 'email', connectionId: connection.id, envelope })
      return
    } catch (error) {
      if (!mailbox.client.usable) reading.hungUp.set(uid, { times: (reading.hungUp.get(uid)?.times ?? 0) + 1, words: messageOf(error) })
      if (!isOfThisMail(mailbox.client, error)) throw error
      if (attempt < triesEach && !(error instanceof TooLarge)) continue
      return quarantine(reading, envelope, messageOf(error))
    }
  }
}

async function sizeOf(client: ImapFlow, uid: number): Promise<number | undefined> {
  const found = await client.fetchOne(String(uid), { size: true }, { uid: true })
  return found ? (found.size ?? 0) : undefined
}

/** The server answered, and said no to this one mail. */
const isOfThisMail = (client: ImapFlow, error: unknown): boolean =>
  error instanceof TooLarge ||
  (client.usable && error instanceof Error && (('responseStatus' in error && error.responseStatus !== undefined) || isBroken(error)))

const isBroken = (error: Error) =>
  'code' in error && /^(Parser|DownloadIncomplete|DownloadOverflow|InvalidResponse)/.test(String(error.code))

async function quarantine({ platform, connection }: Reading, envelope: Record<string, unknown>, error: string): Promise<void> {
  platform.log.error({ connectionId: connection.id, uid: envelope.uid, error }, 'a mail could not be fetched and is in quarantine')
  const body = Buffer.alloc(0)
  await platform.db
    .insertInto('payloads')
    .values({
      channel: 'email',
      connectionId: connection.id,
      state: 'quarantined',
      error: error.slice(0, 2000),
      envelope: JSON.stringify(envelope),
      file: createHash('sha256').update(body).digest('hex'),
      body,
      size: 0,
    })
    .execute()
}
