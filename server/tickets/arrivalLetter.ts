/** The mail that tells the team of a new message. */
import { sql } from 'kysely'
import type { Holds } from '../../shared/content.ts'
import type { ScreenLanguage } from '../../shared/words.ts'
import type { Tx } from '../platform/db.ts'
import { addJob } from '../platform/jobs.ts'
import { email, readSetting, shop } from '../platform/settings.ts'
import { holdsIn, holdsOf } from '../team/holds.ts'

interface Told {
  messageId: string
  who: string
  /** What was written to, as the team calls it. */
  where: string
  number: number
  text: string
  link: string
}

type Letter = { subject: string; text: string }

const letters: Record<ScreenLanguage, (told: Told) => Letter> = {
  en: ({ who, where, number, text, link }) => ({
    subject: `New message from ${who}`,
    text: `${who} wrote to ${where} (ticket #${number}):\n\n${text}\n\nOpen the ticket:\n${link}\n`,
  }),
  nl: ({ who, where, number, text, link }) => ({
    subject: `Nieuw bericht van ${who}`,
    text: `${who} schreef aan ${where} (ticket #${number}):\n\n${text}\n\nOpen het ticket:\n${link}\n`,
  }),
  es: ({ who, where, number, text, link }) => ({
    subject: `Mensaje nuevo de ${who}`,
    text: `${who} escribió a ${where} (ticket n.º ${number}):\n\n${text}\n\nAbrir el ticket:\n${link}\n`,
  }),
  sv: ({ who, where, number, text, link }) => ({
    subject: `Nytt meddelande från ${who}`,
    text: `${who} skrev till ${where} (ärende #${number}):\n\n${text}\n\nÖppna ärendet:\n${link}\n`,
  }),
}

/**
 * Mails it to these addresses in the shop's language, or to the owners in theirs where there is none. Whom the message's ticket or answer
 * is mailed to as an agent gets that mail alone, by their own rules (team/tell.ts): one event is one mail a person.
 */
export async function mailTeam(tx: Tx, listed: string[], told: Told): Promise<void> {
  const { address } = await readSetting(tx, email)
  const { language } = await readSetting(tx, shop)
  const owners = tx.selectFrom('agents').select(['email as to', 'language']).where('role', '=', 'owner').where('deactivatedAt', 'is', null)
  const wished = listed.length > 0 ? listed.map((to) => ({ to, language })) : await owners.execute()
  // A mail to our own support address would come back as a ticket.
  const passedOver = new Set([address.toLowerCase(), ...(await toldAsAgents(tx, told.messageId, wished))])
  const { rows } = told.text
    ? { rows: [] }
    : await sql<{ holds: Holds }>`select ${holdsOf(sql`${told.messageId}::uuid`)} as holds`.execute(tx)
  const holds = rows[0]?.holds ?? null
  for (const one of wished) {
    const to = one.to.toLowerCase()
    if (passedOver.has(to)) continue
    passedOver.add(to)
    await addJob(tx, 'mail', { to: one.to, ...letterIn(one.language, told, holds) })
  }
}

/**
 * Those of them who are mailed of this message as agents: it is on their ticket, or its ticket was given to them since, or they hear of new
 * ones. That was written before the letter was asked for, and so is always seen here.
 */
async function toldAsAgents(tx: Tx, messageId: string, wished: { to: string }[]): Promise<string[]> {
  const { rows } = await sql<{ to: string }>`
    with told as materialized (
      select id, ticket_id, uuidv7(created_at - now() - interval '1 second') as since from messages where id = ${messageId}
    )
    select lower(a.email) as "to" from agents a where lower(a.email) = any(${wished.map(({ to }) => to.toLowerCase())}) and exists (
      select from notifications n, told where n.agent_id = a.id and n.id >= told.since and n.ticket_id = told.ticket_id
        and (n.message_id = told.id or n.kind in ('assigned', 'new_ticket')) and 'email' = any(n.ways))`.execute(tx)
  return rows.map(({ to }) => to)
}

const letterIn = (language: ScreenLanguage, told: Told, holds: Holds): Letter =>
  letters[language]({ ...told, who: oneLine(told.who), text: told.text.slice(0, 1000) || holdsIn(language, holds) || '…' })

// It stands in a header.
const oneLine = (text: string) => text.replace(/\p{Cc}+/gu, ' ').slice(0, 120)
