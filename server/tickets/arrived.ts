/** What follows by itself when somebody writes to a number without a keyword: an automatic answer, and a mail to the team (R165 to R168). */
import { sql } from 'kysely'
import { type AutomaticValues, addressesIn, fillAutomatic } from '../channels/automatic.ts'
import { type Connected, findConnected } from '../channels/connected.ts'
import { channelOf } from '../channels/list.ts'
import type { Jobs } from '../jobs.ts'
import { inTransaction, type Tx } from '../platform/db.ts'
import type { Platform } from '../platform/platform.ts'
import { email, readSetting, shop } from '../platform/settings.ts'
import { mailTeam } from './arrivalLetter.ts'
import { mayAutoSend } from './autoSend.ts'
import { note, system } from './timeline.ts'
import { writeItself } from './writeItself.ts'

interface Arrived {
  ticketId: string
  number: number
  text: string
  name: string
  from: string
  connectionId: string | null
  isSpam: boolean
  isAutomated: boolean
}

/** Does it; the job, once the ticket was read (afterReading.ts). The same message again does nothing. */
export async function arrived(platform: Platform, { messageId }: Jobs['arrived']): Promise<void> {
  const found = await look(platform, messageId)
  const connection = await findConnected(platform, found?.connectionId)
  if (!found || !connection?.isEnabled) return
  await inTransaction(platform.db, async (tx) => {
    const { rows } = await sql`insert into arrivals (message_id) values (${messageId}) on conflict do nothing returning message_id`.execute(
      tx,
    )
    if (rows.length === 0) return
    await answer(tx, connection, messageId, found)
    if (connection.isOn('notifies') && !found.isSpam && !found.isAutomated) await tellTeam(tx, platform, connection, messageId, found)
  })
}

async function look({ db }: Platform, messageId: string): Promise<Arrived | undefined> {
  const { rows } = await sql<Arrived>`
    select t.id as "ticketId", t.number, m.text, c.name, coalesce(i.value, '') as "from", m.connection_id as "connectionId",
      t.is_spam as "isSpam", t.is_automated or m.is_automated as "isAutomated"
    from messages m join tickets t on t.id = m.ticket_id join customers c on c.id = t.customer_id left join identities i on i.id = t.identity_id
    where m.id = ${messageId} and m.direction = 'in' and m.unsent_at is null`.execute(db)
  return rows[0]
}

async function answer(tx: Tx, connection: Connected, messageId: string, { ticketId, name }: Arrived): Promise<void> {
  const template = connection.text('autoReply')
  if (!template.trim()) return
  const isOnlyToNonSubscribers = connection.isOn('autoReplyOnlyWithoutConsent')
  if (!(await mayAutoSend(tx, { ticketId, messageId, isToNonSubscribers: true, isOnlyToNonSubscribers }))) return
  const text = fillAutomatic(template, await valuesOf(tx, connection, name))
  if (!text) return
  const { channel, id: connectionId } = connection
  const { limits } = channelOf(channel)
  const said = limits ? text.slice(0, limits.text) : text
  const id = await writeItself(tx, ticketId, { channel, connectionId, authorName: system.name, text: said, why: 'auto-reply' })
  await note(tx, ticketId, 'auto_reply', system, { messageId: id })
}

async function valuesOf(tx: Tx, connection: Connected, name: string): Promise<AutomaticValues> {
  const [{ name: shopName }, { address }] = [await readSetting(tx, shop), await readSetting(tx, email)]
  return { 'Organization prefix': connection.text('organizationPrefix') || shopName, email: address, name }
}

async function tellTeam(
  tx: Tx,
  { publicUrl }: Platform,
  connection: Connected,
  messageId: string,
  { ticketId, number, text, name, from }: Arrived,
): Promise<void> {
  await mailTeam(tx, addressesIn(connection.text('notifyTo')), {
    messageId,
    who: name || from,
    where: connection.name || connection.address,
    number,
    text,
    link: `${publicUrl}/desk/inbox/all/${ticketId}`,
  })
}
