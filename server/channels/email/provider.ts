/** Mail that a provider's webhook brought: whatever its form, it is read as the mail that it was. */
import { createHash } from 'node:crypto'
import type { Files } from '../../platform/files.ts'
import type { Payload } from '../channel.ts'
import type { AwaitedFile } from '../incoming.ts'
import { bytesOf } from '../payload.ts'
import { fieldsOf } from './formData.ts'
import { fromMailgun } from './mailgun.ts'
import { fromPostmark } from './postmark.ts'
import type { ProvidedMail } from './rebuild.ts'
import { fromSendGrid } from './sendgrid.ts'

/** The payload as a mail; one that came as a mail is left as it is. `awaited`: files that are still at the provider's. Throws where there is no mail in it. */
export async function asMail(files: Files, payload: Payload): Promise<Payload & { awaited?: AwaitedFile[] }> {
  const { via, contentType = '' } = payload.envelope
  if (typeof via !== 'string') return payload
  const { mail, envelope, isRebuilt, awaited } = read(via, String(contentType), await bytesOf(files, payload))
  return {
    ...payload,
    file: createHash('sha256').update(mail).digest('hex'),
    body: mail,
    size: mail.length,
    envelope: { ...envelope, isRebuilt },
    // The key to them is that of the connection that brought the mail, whichever address it is to.
    awaited: awaited?.map((file) => ({ ...file, connectionId: payload.connectionId ?? undefined })),
  }
}

function read(via: string, contentType: string, body: Buffer): ProvidedMail {
  if (via === 'postmark') return fromPostmark(body)
  if (via === 'sendgrid') return fromSendGrid(fieldsOf(contentType, body))
  if (via === 'mailgun') return fromMailgun(fieldsOf(contentType, body))
  throw new Error(`there is no mail provider ${via}`)
}
