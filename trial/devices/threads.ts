/** Mails as conversations, the way a mail program shows them. */
import type { Mail } from '../api.ts'

export interface Thread {
  /** The id of its first mail. */
  id: string
  subject: string
  mails: Mail[]
}

/** Groups mails (oldest first) by the ids that they name; the thread with the newest mail comes first. */
export function threadsOf(mails: Mail[]): Thread[] {
  const threads: Thread[] = []
  const home = new Map<string, Thread>()
  for (const mail of mails) {
    const named = [mail.inReplyTo, ...mail.references].find((id) => id && home.has(id))
    let thread = named ? home.get(named) : undefined
    if (!thread) {
      thread = { id: mail.id, subject: mail.subject, mails: [] }
      threads.push(thread)
    }
    thread.mails.push(mail)
    if (mail.messageId) home.set(mail.messageId, thread)
  }
  const newest = ({ mails: its }: Thread) => its.at(-1)?.at ?? ''
  return threads.sort((one, other) => newest(other).localeCompare(newest(one)))
}

/** What was written, apart from the quoted mail below it. */
export function splitQuote(text: string): { said: string; quoted: string } {
  const lines = text.split('\n')
  let end = lines.length
  while (end > 0 && /^(>.*|\s*)$/.test(lines[end - 1] ?? '')) end--
  if (!lines.slice(end).some((line) => line.startsWith('>'))) return { said: text.trim(), quoted: '' }
  // The line that announces the quote belongs to it.
  if (/:\s*$/.test(lines[end - 1] ?? '')) end--
  return { said: lines.slice(0, end).join('\n').trim(), quoted: lines.slice(end).join('\n').trim() }
}
