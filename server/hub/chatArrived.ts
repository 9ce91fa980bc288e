/** What follows by itself when a shopper writes: the message outside office hours, "all busy" within them, a nudge to the agent. */
import { sql } from 'kysely'
import { isSameClock } from '../../shared/clock.ts'
import { isOpen } from '../../shared/openHours.ts'
import type { ScreenLanguage } from '../../shared/words.ts'
import { hubSetup, languageOf } from '../channels/webchat/setup.ts'
import type { Jobs } from '../jobs.ts'
import { hoursOf, standingAt } from '../platform/businessHours.ts'
import { inTransaction, type Tx } from '../platform/db.ts'
import { addJob } from '../platform/jobs.ts'
import type { Platform } from '../platform/platform.ts'
import { readSetting, shop } from '../platform/settings.ts'
import { mailTeam } from '../tickets/arrivalLetter.ts'
import { mayAutoSend } from '../tickets/autoSend.ts'
import { note, system } from '../tickets/timeline.ts'
import { writeItself } from '../tickets/writeItself.ts'

const words: Record<ScreenLanguage, { away: string; awayForLong: string; busy: string }> = {
  en: {
    away: 'Thank you for your message. We are not here just now; we are back {{opens}}.',
    awayForLong: 'Thank you for your message. We are not here just now and answer as soon as we are back.',
    busy: 'Thank you for waiting. All of us are busy just now; one of us will be with you as soon as possible.',
  },
  nl: {
    away: 'Bedankt voor je bericht. We zijn er nu niet; we zijn er weer {{opens}}.',
    awayForLong: 'Bedankt voor je bericht. We zijn er nu niet en antwoorden zodra we terug zijn.',
    busy: 'Bedankt voor het wachten. We zijn nu allemaal bezet; een van ons helpt je zo snel mogelijk.',
  },
  es: {
    away: 'Gracias por tu mensaje. Ahora mismo no estamos; volvemos {{opens}}.',
    awayForLong: 'Gracias por tu mensaje. Ahora mismo no estamos y responderemos en cuanto volvamos.',
    busy: 'Gracias por esperar. Ahora mismo estamos todos ocupados; te atenderemos lo antes posible.',
  },
  sv: {
    away: 'Tack för ditt meddelande. Vi är inte här just nu; vi är tillbaka {{opens}}.',
    awayForLong: 'Tack för ditt meddelande. Vi är inte här just nu och svarar så snart vi är tillbaka.',
    busy: 'Tack för att du väntar. Alla är upptagna just nu; någon av oss hjälper dig så snart som möjligt.',
  },
}

interface Arrived {
  ticketId: string
  createdAt: Date
  language: string | null
  timeZone: string | null
  teamId: string | null
  isFirst: boolean
  isSpam: boolean
  number: number
  text: string
  authorName: string
}

/** Does what is due at a message, and asks for what may be due later; the job, once the ticket was read (tickets/afterReading.ts). */
export async function chatArrived(platform: Platform, { messageId }: Jobs['chatArrived'], now = new Date()): Promise<void> {
  const { rows } = await sql<Arrived>`
    select t.id as "ticketId", m.created_at as "createdAt", h.language, h.time_zone as "timeZone", t.team_id as "teamId",
      t.number, m.text, m.author_name as "authorName", t.is_spam or t.is_automated as "isSpam",
      not exists (select from messages e where e.ticket_id = t.id and e.direction = 'in' and e.created_at < m.created_at) as "isFirst"
    from messages m join tickets t on t.id = m.ticket_id left join chats h on h.ticket_id = t.id where m.id = ${messageId} and m.direction = 'in'`.execute(
    platform.db,
  )
  const [found] = rows
  if (!found) return
  const { db } = platform
  const [setup, { hours }, { language: ofShop }] = await Promise.all([
    readSetting(db, hubSetup),
    hoursOf(db, found.teamId),
    readSetting(db, shop),
  ])
  const isNow = isOpen(hours, now)
  const tells = setup.notifies && found.isFirst && !found.isSpam
  // Within office hours nothing is due at most of them.
  if (isNow && !tells && setup.busyMinutes === null) return
  await inTransaction(db, async (tx) => {
    const { ticketId } = found
    if (tells) await tellTeam(tx, platform, messageId, found, setup.notifyTo)
    if (!isNow) {
      if (!(await mayAutoSend(tx, { kind: 'away', ticketId, messageId, isOn: setup.sendsAway, isOpen: isNow }))) return
      const { opensAt } = standingAt(hours, now)
      const language = languageOf(found.language, ofShop)
      const template = setup.texts[language].away || (opensAt ? words[language].away : words[language].awayForLong)
      await say(
        tx,
        ticketId,
        fill(template, { locale: found.language ?? language, opensAt, timeZone: found.timeZone, shops: hours.timeZone }),
        {
          kind: 'away',
          why: 'outside_hours',
          opensAt,
        },
      )
    } else if (setup.busyMinutes !== null)
      await addJob(
        tx,
        'chatWaits',
        { ticketId, messageId },
        {
          jobKey: `chat_waits:${ticketId}`,
          maxAttempts: 8,
          runAt: new Date(found.createdAt.getTime() + setup.busyMinutes * 60_000),
        },
      )
  })
}

/** A mail for each new chat (R94), once. */
async function tellTeam(tx: Tx, { publicUrl }: Platform, messageId: string, found: Arrived, listed: string[]): Promise<void> {
  const { rows } = await sql`insert into arrivals (message_id) values (${messageId}) on conflict do nothing returning message_id`.execute(
    tx,
  )
  if (rows.length === 0) return
  const { ticketId, number, text, authorName: who } = found
  const where = (await readSetting(tx, shop)).name
  await mailTeam(tx, listed, { messageId, who, where, number, text, link: `${publicUrl}/desk/inbox/all/${ticketId}` })
}

/** Nobody has answered for so long: says so where it may; the job. */
export function chatWaits(platform: Platform, { ticketId, messageId }: Jobs['chatWaits'], now = new Date()): Promise<void> {
  return inTransaction(platform.db, async (tx) => {
    const setup = await readSetting(tx, hubSetup)
    const ticket = await tx
      .selectFrom('tickets as t')
      .leftJoin('chats as h', 'h.ticketId', 't.id')
      .select(['t.teamId', 't.waitingSince', 'h.language'])
      .where('t.id', '=', ticketId)
      .executeTakeFirst()
    if (!ticket?.waitingSince || setup.busyMinutes === null) return
    const isNow = isOpen((await hoursOf(tx, ticket.teamId)).hours, now)
    if (!(await mayAutoSend(tx, { kind: 'busy', ticketId, messageId, isOn: true, isOpen: isNow }))) return
    const language = languageOf(ticket.language, (await readSetting(tx, shop)).language)
    await say(tx, ticketId, setup.texts[language].busy || words[language].busy, {
      kind: 'busy',
      why: 'nobody_answered',
      minutes: setup.busyMinutes,
    })
  })
}

/**
 * `{{opens}}` is when the team is back, by the shopper's clock, as the hub's head says it too; where the shop's shows another time, or
 * the shopper's is not known, it is said whose it is.
 */
function fill(
  template: string,
  { locale, opensAt, timeZone, shops }: { locale: string; opensAt: Date | null; timeZone: string | null; shops: string },
): string {
  const isSame = timeZone !== null && isSameClock(timeZone, shops, opensAt ?? new Date())
  const clock = new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: timeZone ?? shops,
    ...(!isSame && { timeZoneName: 'short' }),
  })
  return template
    .replace(/\{\{\s*opens\s*\}\}/gi, opensAt ? clock.format(opensAt) : '')
    .replace(/[ \t]+([,.!?;:])/g, '$1')
    .trim()
}

async function say(tx: Tx, ticketId: string, text: string, why: Record<string, unknown>): Promise<void> {
  const { name } = await readSetting(tx, shop)
  const id = await writeItself(tx, ticketId, { channel: 'webchat', authorName: name, text, why: 'auto-reply', isThere: true })
  await note(tx, ticketId, 'auto_reply', system, { messageId: id, ...why })
}
