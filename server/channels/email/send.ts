/** Mail out: a reply goes by the installation's SMTP server, under the address that the customer wrote to. */

import { messageOf } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { readSetting, shop } from '../../platform/settings.ts'
import { type Outgoing, PermanentFailure, type Sent } from '../outgoing.ts'
import { cleanAddress } from './address.ts'
import { senderAddress } from './addresses.ts'
import { compose } from './compose.ts'
import { signature } from './dkim.ts'

/** Sends a reply. Throws PermanentFailure when the address or the mail is refused for good; everything else may be tried again. */
export async function send(platform: Platform, outgoing: Outgoing): Promise<Sent> {
  if (!outgoing.recipients) checkAddress(outgoing.to.value)
  const { address, name, dkim } = await senderAddress(platform.db, outgoing.connection?.id ?? null)
  const { language, timeZone } = await readSetting(platform.db, shop)
  try {
    const { answer, refused } = await platform.mailer.send({
      ...compose(outgoing, { address, name, language, timeZone }),
      attachments: outgoing.attachments.map((attachment) => ({
        filename: attachment.name,
        contentType: attachment.mimeType,
        content: platform.files.read(attachment.file),
        ...(attachment.contentId && { cid: attachment.contentId, contentDisposition: attachment.isInline ? 'inline' : 'attachment' }),
      })),
      ...signature(platform.secrets, dkim),
    })
    return { externalId: outgoing.externalId, state: 'sent', answer, ...(refused && { refused }) }
  } catch (error) {
    if (isFinal(error)) throw new PermanentFailure(messageOf(error), [], { cause: error })
    throw error
  }
}

function checkAddress(value: string): void {
  const to = cleanAddress(value)
  if (!to) throw new PermanentFailure(`${value} is not an email address.`)
  if (to.endsWith('.invalid')) throw new PermanentFailure('The mail named no sender, so there is no address to answer to.')
}

// A refusal of this sender, recipient or text is final. One of our sign-in or connection is not the message's fault.
function isFinal(error: unknown): boolean {
  if (!(error instanceof Error) || !('responseCode' in error)) return false
  const command = 'command' in error ? String(error.command) : ''
  return Number(error.responseCode) >= 500 && !/^(AUTH|CONN|EHLO|HELO|STARTTLS)/i.test(command)
}
