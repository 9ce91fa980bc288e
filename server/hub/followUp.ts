/** One mail to a shopper who has gone before the answer came, with what they missed (R170, R171). */
import { sql } from 'kysely'
import type { ScreenLanguage } from '../../shared/words.ts'
import { channelOf } from '../channels/list.ts'
import { hubSetup, languageOf } from '../channels/webchat/setup.ts'
import { inTransaction, type Tx } from '../platform/db.ts'
import { addJob } from '../platform/jobs.ts'
import type { Platform } from '../platform/platform.ts'
import { readSetting, shop } from '../platform/settings.ts'
import { mayAutoSend } from '../tickets/autoSend.ts'
import { note, system } from '../tickets/timeline.ts'
import { writeItself } from '../tickets/writeItself.ts'
import { isHere } from './presence.ts'
import { reachedAt } from './reach.ts'

/** More than this after the agent's last word, and only then. Milliseconds. */
const patience = 3 * 60_000
/** While the shopper is still there, it is looked at again after so long, and for so long in all. Milliseconds. */
const again = 60_000
const mostPatience = 24 * 60 * 60_000

const words: Record<ScreenLanguage, (told: { shop: string; isOpen: boolean }) => { subject: string; head: string; foot: string }> = {
  en: ({ shop: name, isOpen }) => ({
    subject: `An answer from ${name}`,
    head: 'You had left the chat before our answer came. Here it is:',
    foot: isOpen
      ? 'Answer this mail to go on; it comes into the same chat.'
      : 'The chat has ended. Answer this mail if there is anything else.',
  }),
  nl: ({ shop: name, isOpen }) => ({
    subject: `Een antwoord van ${name}`,
    head: 'Je had de chat al verlaten toen ons antwoord kwam. Hier is het:',
    foot: isOpen
      ? 'Beantwoord deze e-mail om verder te gaan; je antwoord komt in dezelfde chat.'
      : 'De chat is afgelopen. Beantwoord deze e-mail als er nog iets is.',
  }),
  es: ({ shop: name, isOpen }) => ({
    subject: `Una respuesta de ${name}`,
    head: 'Ya habías salido del chat cuando llegó nuestra respuesta. Aquí está:',
    foot: isOpen
      ? 'Responde a este correo para continuar; tu respuesta llega al mismo chat.'
      : 'El chat ha terminado. Responde a este correo si necesitas algo más.',
  }),
  sv: ({ shop: name, isOpen }) => ({
    subject: `Ett svar från ${name}`,
    head: 'Du hade lämnat chatten innan vårt svar kom. Här är det:',
    foot: isOpen
      ? 'Svara på det här mejlet för att fortsätta; svaret kommer in i samma chatt.'
      : 'Chatten är avslutad. Svara på det här mejlet om det är något mer.',
  }),
}

interface Found {
  customerId: string
  status: string
  language: string | null
  followedUpAt: Date | null
  lastAnswerAt: Date | null
  cameBackAt: Date | null
  isHere: boolean | null
  seenAt: Date | null
}

/**
 * Sends it where it is due; the job that each answer of an agent asks for. Held by its ticket, and written down with the mail in one
 * transaction, so that there is one whatever is restarted. The next one is due only when the shopper has been back since.
 */
export function followUp({ db }: Platform, ticketId: string): Promise<void> {
  return inTransaction(db, async (tx) => {
    await sql`select id from tickets where id = ${ticketId} for update`.execute(tx)
    await tx
      .insertInto('chats')
      .values({ ticketId })
      .onConflict((conflict) => conflict.column('ticketId').doNothing())
      .execute()
    const found = await look(tx, ticketId)
    if (!found?.lastAnswerAt) return
    const missed = await missedBy(tx, ticketId, found.followedUpAt)
    if (missed.length === 0) return
    if (found.followedUpAt && !(found.cameBackAt && found.cameBackAt > found.followedUpAt)) return
    const age = Date.now() - found.lastAnswerAt.getTime()
    if (age <= patience) return later(tx, ticketId, patience - age + 1000)
    if (found.seenAt && isHere({ isHere: found.isHere === true, seenAt: found.seenAt }))
      return age < mostPatience ? later(tx, ticketId, again) : undefined
    const to = await reachedAt(tx, ticketId)
    const { sendsFollowUp } = await readSetting(tx, hubSetup)
    const lastId = missed.at(-1)?.id ?? ''
    if (!(await mayAutoSend(tx, { kind: 'follow_up', ticketId, messageId: lastId, isOn: sendsFollowUp, isReached: to !== null }))) return
    if (to) await send(tx, ticketId, to, found, missed)
  })
}

const later = (tx: Tx, ticketId: string, milliseconds: number) =>
  addJob(tx, 'followUp', { ticketId }, { jobKey: `follow_up:${ticketId}`, maxAttempts: 8, runAt: new Date(Date.now() + milliseconds) })

async function look(tx: Tx, ticketId: string): Promise<Found | undefined> {
  const { rows } = await sql<Found>`
    select t.customer_id as "customerId", t.status, h.language, h.followed_up_at as "followedUpAt", p.is_here as "isHere", p.seen_at as "seenAt",
      greatest(t.customer_read_at, t.last_inbound_at) as "cameBackAt",
      (select max(m.created_at) from messages m where m.ticket_id = t.id and m.direction = 'out' and not m.is_note and m.author_kind = 'agent') as "lastAnswerAt"
    from tickets t left join chats h on h.ticket_id = t.id left join shopper_presence p on p.customer_id = t.customer_id
    where t.id = ${ticketId} and t.channel = 'webchat'`.execute(tx)
  return rows[0]
}

/** What agents have said since the last such mail and the shopper has not seen, oldest first. */
const missedBy = (tx: Tx, ticketId: string, since: Date | null) =>
  tx
    .selectFrom('messages')
    .select(['id', 'text', 'authorName'])
    .select(sql<string[]>`array(select a.name from attachments a where a.message_id = messages.id order by a.position, a.id)`.as('files'))
    .where('ticketId', '=', ticketId)
    .where('channel', '=', 'webchat')
    .where('direction', '=', 'out')
    .where('isNote', '=', false)
    .where('authorKind', '=', 'agent')
    .where('unsentAt', 'is', null)
    .where('state', 'not in', ['read', 'failed'])
    .where('createdAt', '>', since ?? new Date(0))
    .orderBy('createdAt')
    .orderBy('id')
    .execute()

async function send(
  tx: Tx,
  ticketId: string,
  to: string,
  { language: spoken, status }: Found,
  missed: { text: string; authorName: string; files: string[] }[],
): Promise<void> {
  const { language: shops, name } = await readSetting(tx, shop)
  const { subject, head, foot } = words[languageOf(spoken, shops)]({ shop: name, isOpen: status !== 'closed' })
  const said = missed.map(({ text, authorName, files }) =>
    [`${authorName}:`, text, ...files.map((file) => `[${file}]`)].filter(Boolean).join('\n'),
  )
  const from = (await channelOf('email').ownAddress?.(tx, null)) ?? ''
  const id = await writeItself(tx, ticketId, {
    channel: 'email',
    authorName: name,
    subject,
    text: `${head}\n\n${said.join('\n\n')}\n\n${foot}`,
    mail: { from, to: [to], cc: [], bcc: [], inReplyTo: [], references: [] },
    why: 'follow-up',
  })
  await tx.updateTable('chats').set({ followedUpAt: sql`now()` }).where('ticketId', '=', ticketId).execute()
  await note(tx, ticketId, 'followed_up', system, { messageId: id, email: to, count: missed.length })
}
