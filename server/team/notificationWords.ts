/** What a notification says outside the desk, in the agent's language: in a push message and in a mail. */
import { type RawBuilder, sql } from 'kysely'
import type { Holds } from '../../shared/content.ts'
import type { NotificationKind } from '../../shared/notifications.ts'
import type { ScreenLanguage } from '../../shared/words.ts'
import { holdsIn, holdsOf, ticketHolds } from './holds.ts'

type Sentences = Record<NotificationKind, (who: string) => string>

const sentences: Record<ScreenLanguage, Sentences> = {
  en: {
    assigned: (who) => `${who} assigned this ticket to you.`,
    answered: (who) => `${who} wrote on your ticket.`,
    followed: (who) => `${who} wrote on a ticket that you follow.`,
    mention: (who) => `${who} mentioned you in a note.`,
    snooze_ended: () => 'The snooze of this ticket has ended.',
    send_failed: () => 'Your reply could not be sent.',
    reply_stopped: () => 'Your reply was held back and waits for you: look at the ticket before it goes.',
    new_ticket: (who) => `A new ticket from ${who}.`,
    chat_quiet: (who) => `${who} is in a chat where nobody has said a word for three minutes.`,
  },
  nl: {
    assigned: (who) => `${who} heeft dit ticket aan je toegewezen.`,
    answered: (who) => `${who} schreef in je ticket.`,
    followed: (who) => `${who} schreef in een ticket dat je volgt.`,
    mention: (who) => `${who} noemde je in een notitie.`,
    snooze_ended: () => 'Het uitstel van dit ticket is voorbij.',
    send_failed: () => 'Je antwoord kon niet worden verzonden.',
    reply_stopped: () => 'Je antwoord is tegengehouden en wacht op je: bekijk het ticket voordat het weggaat.',
    new_ticket: (who) => `Een nieuw ticket van ${who}.`,
    chat_quiet: (who) => `${who} zit in een chat waarin drie minuten lang niemand iets heeft gezegd.`,
  },
  es: {
    assigned: (who) => `${who} te ha asignado este ticket.`,
    answered: (who) => `${who} ha escrito en tu ticket.`,
    followed: (who) => `${who} ha escrito en un ticket que sigues.`,
    mention: (who) => `${who} te ha mencionado en una nota.`,
    snooze_ended: () => 'El aplazamiento de este ticket ha terminado.',
    send_failed: () => 'No se ha podido enviar tu respuesta.',
    reply_stopped: () => 'Tu respuesta se ha retenido y te espera: mira el ticket antes de que salga.',
    new_ticket: (who) => `Un ticket nuevo de ${who}.`,
    chat_quiet: (who) => `${who} está en un chat en el que nadie ha dicho nada desde hace tres minutos.`,
  },
  sv: {
    assigned: (who) => `${who} tilldelade dig det här ärendet.`,
    answered: (who) => `${who} skrev i ditt ärende.`,
    followed: (who) => `${who} skrev i ett ärende som du följer.`,
    mention: (who) => `${who} nämnde dig i en anteckning.`,
    snooze_ended: () => 'Ärendet är inte längre uppskjutet.',
    send_failed: () => 'Ditt svar kunde inte skickas.',
    reply_stopped: () => 'Ditt svar hölls tillbaka och väntar på dig: titta på ärendet innan det går iväg.',
    new_ticket: (who) => `Ett nytt ärende från ${who}.`,
    chat_quiet: (who) => `${who} är i en chatt där ingen har sagt något på tre minuter.`,
  },
}

const words: Record<ScreenLanguage, { noSubject: string; open: string; why: string; many: (count: number) => string }> = {
  en: {
    noSubject: '(no subject)',
    open: 'Open the ticket',
    why: 'You choose what is mailed to you in Warmline, under Settings, Notifications',
    many: (count) => `News on ${count} tickets`,
  },
  nl: {
    noSubject: '(geen onderwerp)',
    open: 'Open het ticket',
    why: 'Wat je gemaild krijgt, kies je in Warmline bij Instellingen, Meldingen',
    many: (count) => `Nieuws over ${count} tickets`,
  },
  es: {
    noSubject: '(sin asunto)',
    open: 'Abrir el ticket',
    why: 'Lo que recibes por correo se elige en Warmline, en Ajustes, Notificaciones',
    many: (count) => `Novedades en ${count} tickets`,
  },
  sv: {
    noSubject: '(inget ämne)',
    open: 'Öppna ärendet',
    why: 'Vad som mejlas till dig väljer du i Warmline under Inställningar, Aviseringar',
    many: (count) => `Nytt i ${count} ärenden`,
  },
}

export interface Told {
  kind: NotificationKind
  actorName: string
  /** How the message begins that it is about; empty: there is none. */
  text: string
  /** What that message is, where it has no words. */
  holds: Holds
}
export interface ToldTicket {
  number: number
  subject: string
  /** What its newest message is, where neither that nor the ticket has words. */
  ticketHolds: Holds
  link: string
}

/** One sentence: who did what. */
export const sentenceOf = (language: ScreenLanguage, { kind, actorName }: Pick<Told, 'kind' | 'actorName'>): string =>
  sentences[language][kind](actorName || 'Warmline')

/** What a ticket is called: a chat or a text has no subject, and is known by what was written in it. SQL over `t`. */
export const calledSql = sql<string>`coalesce(nullif(t.subject, ''), left(t.preview, 80))`

/** What the messages are of which there are no words. SQL over `t`, and over `m`, what it is told of. */
export const heldSql: { ticketHolds: RawBuilder<Holds>; holds: RawBuilder<Holds> } = {
  ticketHolds: sql<Holds>`case when t.subject = '' then ${ticketHolds} end`,
  holds: sql<Holds>`case when m.text = '' then ${holdsOf(sql`m.id`)} end`,
}

/** `#1042 Where is my parcel?` */
export const titleOf = (
  language: ScreenLanguage,
  { number, subject, ticketHolds: held }: Pick<ToldTicket, 'number' | 'subject' | 'ticketHolds'>,
): string => `#${number} ${subject.replace(/\s+/g, ' ').trim() || holdsIn(language, held) || words[language].noSubject}`

/** What the message says that it is told of, or is. */
export const saidIn = (language: ScreenLanguage, { text, holds }: Pick<Told, 'text' | 'holds'>): string =>
  text.trim() || holdsIn(language, holds)

export interface ToldOf {
  ticket: ToldTicket
  told: Told[]
}

const footer = (language: ScreenLanguage, settingsLink: string) => `\n-- \n${words[language].why}: ${settingsLink}\n`

/** One mail of all that happened on one ticket. */
export function notificationMail(
  language: ScreenLanguage,
  { ticket, told }: ToldOf,
  settingsLink: string,
): { subject: string; text: string } {
  const parts = told.map((one) => {
    const said = saidIn(language, one)
    const quote = said && `\n\n${said.replace(/^/gm, '> ')}`
    return `${sentenceOf(language, one)}${quote}`
  })
  return {
    subject: titleOf(language, ticket),
    text: `${parts.join('\n\n')}\n\n${words[language].open}: ${ticket.link}\n${footer(language, settingsLink)}`,
  }
}

/** One mail of what happened on many tickets. */
export function digestMail(language: ScreenLanguage, all: ToldOf[], settingsLink: string): { subject: string; text: string } {
  const parts = all.map(({ ticket, told }) => {
    const sentences = [...new Set(told.map((one) => sentenceOf(language, one)))].join(' ')
    return `${titleOf(language, ticket)}\n${sentences}\n${ticket.link}\n`
  })
  return { subject: words[language].many(all.length), text: `${parts.join('\n')}${footer(language, settingsLink)}` }
}
