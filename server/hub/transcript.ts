/** What was said in a chat, by mail, to whoever it was said with. */
import { sql } from 'kysely'
import type { ScreenLanguage } from '../../shared/words.ts'
import { languageOf } from '../channels/webchat/setup.ts'
import type { Tx } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'
import { addJob } from '../platform/jobs.ts'
import { readSetting, shop } from '../platform/settings.ts'
import { openAttempts } from '../team/attempts.ts'
import { type Actor, note } from '../tickets/timeline.ts'
import { ofTheChat } from './chat.ts'
import { reachedAt } from './reach.ts'
import { tooMuch } from './refusals.ts'

const asking = openAttempts({ burst: 3, everySeconds: 300 })
const mostMessages = 500

const words: Record<ScreenLanguage, { subject: (shop: string) => string; head: (shop: string) => string; file: string }> = {
  en: { subject: (name) => `Your chat with ${name}`, head: (name) => `This is what was said in your chat with ${name}:`, file: 'file' },
  nl: { subject: (name) => `Je chat met ${name}`, head: (name) => `Dit is er gezegd in je chat met ${name}:`, file: 'bestand' },
  es: { subject: (name) => `Tu chat con ${name}`, head: (name) => `Esto es lo que se dijo en tu chat con ${name}:`, file: 'archivo' },
  sv: { subject: (name) => `Din chatt med ${name}`, head: (name) => `Det här sades i din chatt med ${name}:`, file: 'fil' },
}

interface Line {
  authorName: string
  direction: string
  text: string
  createdAt: Date
  files: string[]
}

/** Mails the transcript to where the shopper is reached, and says where that is. Refused where there is no such address. */
export async function sendTranscript(tx: Tx, ticketId: string, by: Actor): Promise<string> {
  const email = await reachedAt(tx, ticketId)
  if (!email) throw notFound('email address')
  const wait = asking.take([ticketId])
  if (wait > 0) throw tooMuch('This was mailed a moment ago.', wait)
  const { language: shops, name, timeZone } = await readSetting(tx, shop)
  const chat = await tx.selectFrom('chats').select(['language', 'timeZone']).where('ticketId', '=', ticketId).executeTakeFirst()
  const lines = await tx
    .selectFrom('messages')
    .select(['authorName', 'direction', 'text', 'createdAt'])
    .select(sql<string[]>`array(select a.name from attachments a where a.message_id = messages.id order by a.position, a.id)`.as('files'))
    .where(ofTheChat(ticketId))
    .where('isNote', '=', false)
    .where('unsentAt', 'is', null)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(mostMessages)
    .execute()
  await addJob(tx, 'mail', {
    to: email,
    ...transcriptLetter(languageOf(chat?.language, shops), {
      shopName: name,
      locale: chat?.language ?? shops,
      timeZone: chat?.timeZone ?? timeZone,
      lines: lines.reverse(),
    }),
  })
  await note(tx, ticketId, 'transcript', by, { email })
  return email
}

/** The letter itself: each message with who and when, by the shopper's clock, or the shop's where theirs is not known. */
function transcriptLetter(
  language: ScreenLanguage,
  { shopName, locale, timeZone, lines }: { shopName: string; locale: string; timeZone: string; lines: Line[] },
): { subject: string; text: string } {
  const { subject, head, file } = words[language]
  const clock = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  const parts = lines.map(({ authorName, direction, text, createdAt, files }) => {
    const who = authorName || (direction === 'out' ? shopName : '')
    return [`${who} · ${clock.format(createdAt)}`, text, ...files.map((name) => `[${file}: ${name}]`)].filter(Boolean).join('\n')
  })
  return { subject: subject(shopName), text: `${head(shopName)}\n\n${parts.join('\n\n')}\n` }
}
