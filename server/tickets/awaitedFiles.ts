/** Files that vendors keep for us: a message is shown at once, and its files come when they are fetched (F15). */
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { findConnected } from '../channels/connected.ts'
import type { Incoming } from '../channels/incoming.ts'
import { channelOf } from '../channels/list.ts'
import { PermanentFailure } from '../channels/outgoing.ts'
import { changed, inTransaction, type Tx } from '../platform/db.ts'
import { messageOf } from '../platform/errors.ts'
import { addJob, addJobs } from '../platform/jobs.ts'
import type { Platform } from '../platform/platform.ts'

const tries = 10

/** Writes down what is to be fetched, with a job for each file. */
export async function awaitFiles(
  tx: Tx,
  messageId: string,
  { awaited = [], connectionId }: Pick<Incoming, 'awaited' | 'connectionId'>,
): Promise<void> {
  const fetched = awaited.flatMap((file) => {
    const by = file.connectionId ?? connectionId
    return by ? { ...file, connectionId: by } : []
  })
  if (fetched.length === 0) return
  const rows = await tx
    .insertInto('awaitedFiles')
    .values(
      fetched.map(({ name, mimeType, reference, connectionId: by }, position) => ({
        messageId,
        connectionId: by,
        name,
        mimeType,
        reference: JSON.stringify(reference),
        position,
      })),
    )
    .returning('id')
    .execute()
  await addJobs(
    tx,
    'fetchFile',
    rows.map(({ id }) => ({ awaitedFileId: id })),
    { maxAttempts: tries },
  )
}

/** Fetches one. What the vendor does not give, even after many tries, is said at the message; the next try is a person's. */
export async function fetchFile(platform: Platform, awaitedFileId: string, isLastAttempt: boolean): Promise<void> {
  const { db, files } = platform
  const row = await db.selectFrom('awaitedFiles').selectAll().where('id', '=', awaitedFileId).executeTakeFirst()
  if (!row) return
  const connection = await findConnected(platform, row.connectionId)
  if (!connection) return
  const fetch = channelOf(connection.channel).fetchFile
  try {
    if (!fetch) throw new PermanentFailure(`${connection.channel} keeps no files`)
    const fetched = await fetch(platform, connection, row.reference)
    const stored = await files.keep(fetched.bytes instanceof Uint8Array ? Buffer.from(fetched.bytes) : Readable.from(fetched.bytes))
    await inTransaction(db, async (tx) => {
      const gone = await tx.deleteFrom('awaitedFiles').where('id', '=', row.id).returning('messageId').executeTakeFirst()
      if (!gone) return
      await tx
        .insertInto('attachments')
        .values({
          messageId: row.messageId,
          name: fetched.name ?? row.name,
          mimeType: fetched.mimeType ?? row.mimeType,
          ...stored,
          position: row.position,
        })
        .execute()
      await tellOf(tx, row.messageId)
    })
  } catch (error) {
    if (!(error instanceof PermanentFailure) && !isLastAttempt) throw error
    const words = messageOf(error).slice(0, 500)
    platform.log.warn({ awaitedFileId, error: words }, 'a file of a message could not be fetched')
    await inTransaction(db, async (tx) => {
      await tx.updateTable('awaitedFiles').set({ error: words }).where('id', '=', row.id).execute()
      await tellOf(tx, row.messageId)
    })
  }
}

/** Tries once more what was given up; what is on its way stays so. */
export async function fetchAgain(tx: Tx, awaitedFileId: string): Promise<void> {
  const row = await tx
    .updateTable('awaitedFiles')
    .set({ error: null })
    .where('id', '=', awaitedFileId)
    .where('error', 'is not', null)
    .returning('messageId')
    .executeTakeFirst()
  if (!row) return
  await addJob(tx, 'fetchFile', { awaitedFileId }, { maxAttempts: tries, jobKey: `fetchFile:${awaitedFileId}` })
  await tellOf(tx, row.messageId)
}

const tellOf = async (tx: Tx, messageId: string) => {
  const { rows } = await sql<{ ticketId: string }>`select ticket_id as "ticketId" from messages where id = ${messageId}`.execute(tx)
  for (const { ticketId } of rows) changed(tx, `ticket:${ticketId}`)
}
