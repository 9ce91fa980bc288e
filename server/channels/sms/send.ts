/** A text of ours goes out by Twilio. */
import type { Platform } from '../../platform/platform.ts'
import { type Connected, webhookUrl } from '../connected.ts'
import { shorten } from '../links.ts'
import { type Outgoing, PermanentFailure, type Sent } from '../outgoing.ts'
import { publicFileUrl } from '../publicFile.ts'
import { findSent } from './again.ts'
import { optedOut, withdrawn } from './parse.ts'
import { callTwilio, type Resource, TwilioRefusal } from './twilio.ts'

/** Sends a text; an opt-out that Twilio knows of becomes the customer's word. */
export async function send(platform: Platform, outgoing: Outgoing): Promise<Sent> {
  const { connection, to, text, attachments } = outgoing
  if (!connection) throw new PermanentFailure('The number that the customer wrote to is not connected any more.')
  const recipient = addressOf(to)
  const before = await sentBefore(platform, connection, recipient, outgoing)
  if (before) return asSent(before)
  const token = await platform.db.selectFrom('connections').select('token').where('id', '=', connection.id).executeTakeFirst()
  try {
    const sent = connection.text('links') === 'own' ? await shorten(platform, outgoing.messageId, text) : text
    return await post(connection, recipient, sent, {
      media: attachments.map(({ id }) => publicFileUrl(platform, id)),
      callback: token && `${webhookUrl(platform, { channel: 'sms', token: token.token })}?message=${outgoing.messageId}`,
    })
  } catch (error) {
    if (!(error instanceof TwilioRefusal) || error.code !== optedOut) throw error
    throw new PermanentFailure(
      error.message,
      withdrawn({ kind: to.kind === 'whatsapp' ? 'whatsapp' : 'phone', value: to.value }, new Date()),
    )
  }
}

/** Says a short text outside of any ticket; `since`: it was tried before, from then on, and nobody knows how that ended. */
export async function say(_: Platform, connection: Connected, to: string, text: string, since?: Date): Promise<Sent> {
  const before = since && (await findSent(connection, { to, text, media: 0, since, others: new Set() }))
  return before ? asSent(before) : post(connection, to, text)
}

/** Numbers of WhatsApp's are told apart by a word before them. */
const addressOf = ({ kind, value }: Outgoing['to']) => (kind === 'whatsapp' ? `whatsapp:${value}` : value)

/** Any attempt before this one may hide a success, whatever it was answered. */
async function sentBefore({ db }: Platform, connection: Connected, to: string, { messageId, text, attachments, isRepeated }: Outgoing) {
  const tries = await db
    .selectFrom('deliveryAttempts')
    .select('startedAt')
    .where('messageId', '=', messageId)
    .orderBy('startedAt')
    .execute()
  if (tries.length < 2 && !isRepeated) return undefined
  const since = tries[0]?.startedAt ?? new Date()
  const known = await db
    .selectFrom('messages')
    .select('externalId')
    .where('connectionId', '=', connection.id)
    .where('id', '!=', messageId)
    .where('createdAt', '>', new Date(since.getTime() - 86_400_000))
    .execute()
  const others = new Set(known.flatMap(({ externalId }) => externalId ?? []))
  return findSent(connection, { to, text, media: attachments.length, since, others })
}

const asSent = ({ sid, status }: Resource): Sent => ({ externalId: sid, state: 'sent', answer: `${status}, found at Twilio` })

async function post(
  connection: Connected,
  to: string,
  text: string,
  { media = [], callback }: { media?: string[]; callback?: string } = {},
): Promise<Sent> {
  const service = connection.text('messagingServiceSid')
  const isWhatsApp = to.startsWith('whatsapp:')
  const { sid, status } = await callTwilio<Resource>(connection, '/Messages.json', [
    ['To', to],
    // A service picks the number from which it wrote to them before; one of WhatsApp's is named.
    service && !isWhatsApp
      ? ['MessagingServiceSid', service]
      : ['From', isWhatsApp ? `whatsapp:${connection.address}` : connection.address],
    ...(text ? ([['Body', text]] as [string, string][]) : []),
    ...media.map((url): [string, string] => ['MediaUrl', url]),
    ...(service && !isWhatsApp && connection.text('links') === 'twilio' ? ([['ShortenUrls', 'true']] as [string, string][]) : []),
    ...(callback ? ([['StatusCallback', callback]] as [string, string][]) : []),
  ])
  return { externalId: sid, state: 'sent', answer: status }
}
