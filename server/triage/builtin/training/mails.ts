import { simpleParser } from 'mailparser'
import type { Example } from './example.ts'
import { readTar } from './files.ts'

/** Public mails, spam and not (SpamAssassin): subject and the readable body, in the order of the archive. */
export async function publicMails(folder: string): Promise<Example[]> {
  const examples: Example[] = []
  for (const { name, bytes } of readTar(`${folder}/spam_spamassassin/spamassassin.tar.gz`)) {
    const group = name.split('/')[0]
    if (!/ham|spam/.test(group) || !name.endsWith('.eml')) continue
    try {
      const mail = await simpleParser(bytes, { skipImageLinks: true, skipTextToHtml: true, maxHtmlLengthToParse: 200_000 })
      const body = (mail.text ?? '').slice(0, 6000)
      examples.push({ text: `${mail.subject ?? ''}\n${body}`, set: 'spamassassin', spam: group.startsWith('spam'), weight: 0 })
    } catch {
      // Some of these mails are broken on purpose; the parser may refuse them.
    }
  }
  return examples
}
