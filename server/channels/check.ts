/** Somebody asks in the settings whether a connection works; its turn by the clock is in watch.ts. */
import { reason } from '../../shared/refusals.ts'
import { inTransaction } from '../platform/db.ts'
import { messageOf, notFound, refused } from '../platform/errors.ts'
import type { Platform } from '../platform/platform.ts'
import { connectedOf } from './connected.ts'
import { broke, failed, works } from './health.ts'
import { formOf } from './list.ts'
import { BrokenConnection } from './outgoing.ts'

/** Asks the vendor whether the credentials work, and keeps the answer with its health. */
export async function checkConnection(platform: Platform, id: string): Promise<{ isWorking: boolean; answer: string }> {
  const row = await platform.db.selectFrom('connections').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw notFound('connection')
  const { check } = formOf(row.channel)
  if (!check) throw refused(reason('connection_no_check'))
  try {
    const { answer, expiresAt } = await check(platform, connectedOf(platform, row))
    await inTransaction(platform.db, (tx) => works(tx, id, expiresAt))
    return { isWorking: true, answer }
  } catch (error) {
    const words = messageOf(error).slice(0, 2000)
    if (!(error instanceof BrokenConnection)) platform.log.warn({ connectionId: id, error: words }, 'a connection could not be checked')
    // Whoever asked stands before it: nobody is told by mail.
    await inTransaction(platform.db, async (tx) => {
      if (error instanceof BrokenConnection) await broke(tx, id, words)
      else await failed(tx, id, words)
    })
    return { isWorking: false, answer: words }
  }
}
