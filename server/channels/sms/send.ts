/** A text of ours goes out by Twilio. */

import type { Platform } from '../../platform/platform.ts'
import { type Outgoing, PermanentFailure, type Sent } from '../channel.ts'
import { type Connected, webhookUrl } from '../connected.ts'
import { callTwilio, TwilioRefusal } from './twilio.ts'

/** Twilio answers this when the customer has written a word of opting out, whether we heard it or not. */
const optedOut = 21610
/** A longer body is refused by Twilio (21617). */
export const mostCharacters = 1600

interface Resource {
  sid: string
  status: string
}

/** Sends a text; an opt-out that Twilio knows of becomes the customer's word. */
export async function send(platform: Platform, outgoing: Outgoing): Promise<Sent> {
  const { connection, to, text, messageId } = outgoing
  if (!connection) throw new PermanentFailure('The number that the customer wrote to is not connected any more.')
  if (text.length > mostCharacters)
    throw new PermanentFailure(`A text has at most ${mostCharacters} characters; this one has ${text.length}.`)
  const token = await platform.db.selectFrom('connections').select('token').where('id', '=', connection.id).executeTakeFirst()
  const callback = token && `${webhookUrl(platform, { channel: 'sms', token: token.token })}?message=${messageId}`
  try {
    return await post(connection, to.value, text, callback)
  } catch (error) {
    if (!(error instanceof TwilioRefusal) || error.code !== optedOut) throw error
    const said = {
      from: { kind: to.kind, value: to.value },
      isGiven: false,
      source: 'vendor',
      said: String(optedOut),
      at: new Date(),
    } as const
    throw new PermanentFailure(error.message, [
      { kind: 'consent', consent: 'marketing', ...said },
      { kind: 'consent', consent: 'transactional', ...said },
    ])
  }
}

/** Says a short text outside of any ticket. */
export const say = (_: Platform, connection: Connected, to: string, text: string): Promise<Sent> => post(connection, to, text)

async function post(connection: Connected, to: string, text: string, callback?: string): Promise<Sent> {
  const service = connection.text('messagingServiceSid')
  const { sid, status } = await callTwilio<Resource>(connection, '/Messages.json', [
    ['To', to],
    service ? ['MessagingServiceSid', service] : ['From', connection.address],
    ['Body', text],
    ...(callback ? ([['StatusCallback', callback]] as [string, string][]) : []),
  ])
  return { externalId: sid, state: 'sent', answer: status }
}
