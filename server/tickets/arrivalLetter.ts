/** The mail that tells the team of a new message. */
import type { ScreenLanguage } from '../../shared/words.ts'
import type { Tx } from '../platform/db.ts'
import { addJob } from '../platform/jobs.ts'
import { email, readSetting, shop } from '../platform/settings.ts'

interface Told {
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
    text: `${who} wrote to ${where} (ticket #${number}):\n\n${text || '(a file)'}\n\nOpen the ticket:\n${link}\n`,
  }),
  nl: ({ who, where, number, text, link }) => ({
    subject: `Nieuw bericht van ${who}`,
    text: `${who} schreef aan ${where} (ticket #${number}):\n\n${text || '(een bestand)'}\n\nOpen het ticket:\n${link}\n`,
  }),
  es: ({ who, where, number, text, link }) => ({
    subject: `Mensaje nuevo de ${who}`,
    text: `${who} escribió a ${where} (ticket n.º ${number}):\n\n${text || '(un archivo)'}\n\nAbrir el ticket:\n${link}\n`,
  }),
  sv: ({ who, where, number, text, link }) => ({
    subject: `Nytt meddelande från ${who}`,
    text: `${who} skrev till ${where} (ärende #${number}):\n\n${text || '(en fil)'}\n\nÖppna ärendet:\n${link}\n`,
  }),
}

/** Mails it to these addresses in the shop's language, or to the owners in theirs where there is none. */
export async function mailTeam(tx: Tx, listed: string[], told: Told): Promise<void> {
  const { address } = await readSetting(tx, email)
  const { language } = await readSetting(tx, shop)
  const owners = tx.selectFrom('agents').select(['email as to', 'language']).where('role', '=', 'owner').where('deactivatedAt', 'is', null)
  // A mail to our own support address would come back as a ticket.
  for (const one of listed.length > 0 ? listed.map((to) => ({ to, language })) : await owners.execute())
    if (one.to.toLowerCase() !== address.toLowerCase()) await addJob(tx, 'mail', { to: one.to, ...letterIn(one.language, told) })
}

const letterIn = (language: ScreenLanguage, told: Told): Letter =>
  letters[language]({ ...told, who: oneLine(told.who), text: told.text.slice(0, 1000) })

// It stands in a header.
const oneLine = (text: string) => text.replace(/\p{Cc}+/gu, ' ').slice(0, 120)
