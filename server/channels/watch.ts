/** Every connection is asked once a day whether it works, a broken one every hour; a token that will expire is told of in time. */
import { sql } from 'kysely'
import type { ScreenLanguage } from '../../shared/words.ts'
import { inTransaction, type Tx } from '../platform/db.ts'
import { messageOf } from '../platform/errors.ts'
import type { Platform } from '../platform/platform.ts'
import { tellBroken } from './broken.ts'
import { findConnected } from './connected.ts'
import { works } from './health.ts'
import { channels } from './list.ts'
import { BrokenConnection } from './outgoing.ts'
import { renew } from './renew.ts'
import { type AboutConnection, type Letter, writeToAdmins } from './toAdmins.ts'

/** Asks those whose turn it is, and warns of what expires within a week. Trouble with one keeps nobody from asking the others. */
export async function watchConnections(platform: Platform, now = new Date()): Promise<void> {
  const due = await platform.db
    .selectFrom('connections as c')
    .leftJoin('connectionHealth as h', 'h.connectionId', 'c.id')
    .select('c.id')
    .where('c.isEnabled', '=', true)
    .where(
      'c.channel',
      'in',
      channels.flatMap(({ key, form }) => (form?.check ? key : [])),
    )
    .where(sql<boolean>`(h.broken_at is not null or h.checked_at is null or h.checked_at < ${now}::timestamptz - interval '23 hours')`)
    .execute()
  for (const { id } of due)
    await ask(platform, id).catch((error: unknown) =>
      platform.log.warn({ connectionId: id, error: messageOf(error) }, 'a connection could not be asked whether it works'),
    )
  await inTransaction(platform.db, (tx) => warnOfExpiry(tx, platform, now))
}

async function ask(platform: Platform, id: string): Promise<void> {
  const connection = await findConnected(platform, id)
  const channel = connection && channels.find(({ key }) => key === connection.channel)
  const check = channel?.form?.check
  if (!connection || !check) return
  try {
    const { expiresAt } = await check(platform, connection)
    await inTransaction(platform.db, (tx) => works(tx, id, expiresAt))
    await renew(platform, connection, channel)
  } catch (error) {
    // A vendor that is away for an hour has not refused us.
    if (!(error instanceof BrokenConnection)) throw error
    await tellBroken(platform, id, messageOf(error), channel.breaksOnlyIn)
  }
}

/** So long before it expires, admins hear of it. */
const early = '7 days'

/** Tells admins of each expiry once. */
async function warnOfExpiry(tx: Tx, platform: Platform, now: Date): Promise<void> {
  const { rows } = await sql<{ id: string; expiresAt: Date }>`
    update connection_health h set expiry_told_for = h.expires_at
    from connections c where c.id = h.connection_id and c.is_enabled and h.expires_at > ${now}::timestamptz
      and h.expires_at <= ${now}::timestamptz + ${early}::interval and h.expiry_told_for is distinct from h.expires_at
    returning h.connection_id as id, h.expires_at as "expiresAt"`.execute(tx)
  for (const { id, expiresAt } of rows)
    await writeToAdmins(tx, platform, id, (about, language) => {
      const day = expiresAt.toLocaleDateString(language, { dateStyle: 'long', timeZone: 'UTC' })
      return (letters[language] ?? letters.en)({ ...about, day })
    })
}

const letters: Record<ScreenLanguage, (told: AboutConnection & { day: string }) => Letter> = {
  en: ({ what, shopName, day, link }) => ({
    subject: `Access to ${what} ends on ${day}`,
    text: `Hello,\n\nThe access by which ${shopName} writes with ${what} ends on ${day}. Set a new one before then, so that no reply has to wait:\n\n${link}\n`,
  }),
  nl: ({ what, shopName, day, link }) => ({
    subject: `De toegang tot ${what} eindigt op ${day}`,
    text: `Hallo,\n\nDe toegang waarmee ${shopName} via ${what} schrijft, eindigt op ${day}. Stel voor die tijd een nieuwe in, zodat geen antwoord hoeft te wachten:\n\n${link}\n`,
  }),
  es: ({ what, shopName, day, link }) => ({
    subject: `El acceso a ${what} termina el ${day}`,
    text: `Hola:\n\nEl acceso con el que ${shopName} escribe por ${what} termina el ${day}. Renuévalo antes para que ninguna respuesta tenga que esperar:\n\n${link}\n`,
  }),
  sv: ({ what, shopName, day, link }) => ({
    subject: `Åtkomsten till ${what} upphör ${day}`,
    text: `Hej!\n\nDen åtkomst som ${shopName} skriver via ${what} med upphör ${day}. Ange en ny innan dess, så att inget svar behöver vänta:\n\n${link}\n`,
  }),
}
