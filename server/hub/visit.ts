/** A visitor without an account begins by an email address, where the shop allows that (D12). */
import { randomUUID } from 'node:crypto'
import { hubSetup } from '../channels/webchat/setup.ts'
import { recognise } from '../customers/recognise.ts'
import { inTransaction } from '../platform/db.ts'
import { forbidden } from '../platform/errors.ts'
import type { Platform } from '../platform/platform.ts'
import { readSetting } from '../platform/settings.ts'
import { openAttempts } from '../team/attempts.ts'
import { tooMuch } from './refusals.ts'
import { beginSession } from './sessions.ts'

const visiting = openAttempts({ burst: 10, everySeconds: 30 })

/**
 * Begins a session. The address is only where an answer goes: it proves nothing, so the visitor is a new customer, with nothing of
 * whoever has that address (F13).
 */
export async function visit(platform: Platform, ip: string, { email, name }: { email: string; name: string }) {
  const { loginStatus, isEnabled, tabs } = await readSetting(platform.db, hubSetup)
  if (!isEnabled || loginStatus !== 'visitors' || !tabs.includes('chat')) throw forbidden('Sign in to the shop to begin a chat.')
  const wait = visiting.take([ip])
  if (wait > 0) throw tooMuch('Too many chats are begun from here; please wait a moment.', wait)
  return inTransaction(platform.db, async (tx) => {
    const { customerId: id } = await recognise(tx, { kind: 'visitor', value: randomUUID(), name, isVerified: false })
    await tx.updateTable('customers').set({ email }).where('id', '=', id).execute()
    return { ...(await beginSession(tx, id, true)), shopper: { id, name } }
  })
}
