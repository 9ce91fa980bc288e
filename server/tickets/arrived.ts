/** What follows by itself when somebody writes to a number without a keyword: an automatic answer, and a mail to the team (R165 to R168). */
import { sql } from 'kysely'
import { type AutomaticValues, addressesIn, fillAutomatic } from '../channels/automatic.ts'
import { type Connected, findConnected } from '../channels/connected.ts'
import type { Incoming } from '../channels/incoming.ts'
import { channelOf, channels } from '../channels/list.ts'
import type { Jobs } from '../jobs.ts'
import { changed, inTransaction, type Tx } from '../platform/db.ts'
import { addJob, addJobs } from '../platform/jobs.ts'
import type { Platform } from '../platform/platform.ts'
import { email, readSetting, shop } from '../platform/settings.ts'
import { arrivalLetter } from './arrivalLetter.ts'
import { mayAutoSend } from './autoSend.ts'
import { note, system } from './timeline.ts'

/** A ticket that is not read for so long is answered all the same, in milliseconds: triage has its own trouble then. */
const mostPatience = 60_000

/** Asks for it of those whose channel has automatic answers. */
export async function askArrived(tx: Tx, kept: { messageId: string; incoming: Incoming }[]): Promise<void> {
  const asked = kept.filter(({ incoming: { channel, connectionId } }) => connectionId && isAutomatic(channel))
  await addJobs(
    tx,
    'chatArrived',
    kept.filter(({ incoming }) => incoming.channel === 'webchat').map(({ messageId }) => ({ messageId })),
    { maxAttempts: 8 },
  )
  await addJobs(
    tx,
    'arrived',
    asked.map(({ messageId }) => ({ messageId })),
    { maxAttempts: 8 },
  )
}

const isAutomatic = (channel: Incoming['channel']) =>
  channels.find(({ key }) => key === channel)?.form?.fields.some(({ key }) => key === 'autoReply') === true

interface Arrived {
  ticketId: string
  number: number
  text: string
  name: string
  from: string
  createdAt: Date
  connectionId: string | null
  isSpam: boolean
  isAutomated: boolean
  isRead: boolean
}

/** Does it; the job. First the ticket is read, so that spam gets no answer (D17). The same message again does nothing. */
export async function arrived(platform: Platform, { messageId }: Jobs['arrived']): Promise<void> {
  const found = await look(platform, messageId)
  const connection = await findConnected(platform, found?.connectionId)
  if (!found || !connection?.isEnabled) return
  if (!found.isRead && Date.now() - found.createdAt.getTime() < mostPatience)
    return inTransaction(platform.db, (tx) => addJob(tx, 'arrived', { messageId }, { maxAttempts: 8, runAt: new Date(Date.now() + 1000) }))
  await inTransaction(platform.db, async (tx) => {
    const { rows } = await sql`insert into arrivals (message_id) values (${messageId}) on conflict do nothing returning message_id`.execute(
      tx,
    )
    if (rows.length === 0) return
    await answer(tx, connection, messageId, found)
    if (connection.isOn('notifies') && !found.isSpam && !found.isAutomated) await tellTeam(tx, platform, connection, found)
  })
}

async function look({ db }: Platform, messageId: string): Promise<Arrived | undefined> {
  const { rows } = await sql<Arrived>`
    select t.id as "ticketId", t.number, m.text, c.name, coalesce(i.value, '') as "from", m.created_at as "createdAt", m.connection_id as "connectionId",
      t.is_spam as "isSpam", t.is_automated or m.is_automated as "isAutomated", t.sentiment_id is not null or t.is_spam or t.is_automated or exists (
        select from timeline l where l.ticket_id = t.id and l.kind in ('left_unscored', 'marked_spam', 'not_spam')) as "isRead"
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
  if (text) await say(tx, connection, ticketId, text)
}

async function valuesOf(tx: Tx, connection: Connected, name: string): Promise<AutomaticValues> {
  const [{ name: shopName }, { address }] = [await readSetting(tx, shop), await readSetting(tx, email)]
  return { 'Organization prefix': connection.text('organizationPrefix') || shopName, email: address, name }
}

/** An automatic message on the ticket; nobody waits less for it, and no agent has answered. */
async function say(tx: Tx, connection: Connected, ticketId: string, text: string): Promise<void> {
  const channel = channelOf(connection.channel)
  const { rows } = await sql<{ id: string }>`select uuidv7() as id`.execute(tx)
  const id = rows[0]?.id ?? ''
  await tx
    .insertInto('messages')
    .values({
      id,
      ticketId,
      channel: connection.channel,
      connectionId: connection.id,
      externalId: await channel.externalIdFor(id, tx, connection.id),
      direction: 'out',
      authorKind: 'system',
      authorName: system.name,
      text: channel.limits ? text.slice(0, channel.limits.text) : text,
      isAutomated: true,
      automatedWhy: 'auto-reply',
      state: 'queued',
    })
    .execute()
  await tx.updateTable('tickets').set({ messageCount: sql`message_count + 1`, updatedAt: sql`now()` }).where('id', '=', ticketId).execute()
  await addJob(tx, 'deliver', { messageId: id }, { maxAttempts: 8, jobKey: `deliver:${id}` })
  await note(tx, ticketId, 'auto_reply', system, { messageId: id })
  changed(tx, 'tickets', `ticket:${ticketId}`)
}

async function tellTeam(
  tx: Tx,
  { publicUrl }: Platform,
  connection: Connected,
  { ticketId, number, text, name, from }: Arrived,
): Promise<void> {
  const { address } = await readSetting(tx, email)
  const { language } = await readSetting(tx, shop)
  const listed = addressesIn(connection.text('notifyTo')).map((to) => ({ to, language }))
  const owners = await tx
    .selectFrom('agents')
    .select(['email as to', 'language'])
    .where('role', '=', 'owner')
    .where('deactivatedAt', 'is', null)
    .execute()
  const link = `${publicUrl}/desk/inbox/all/${ticketId}`
  // A mail to our own support address would come back as a ticket.
  for (const one of listed.length > 0 ? listed : owners)
    if (one.to.toLowerCase() !== address.toLowerCase())
      await addJob(tx, 'mail', {
        to: one.to,
        ...arrivalLetter(one.language, { who: name || from, where: connection.name || connection.address, number, text, link }),
      })
}
