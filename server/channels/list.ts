/** Every channel, by key. A new one is a folder and a line here. */
import { reason } from '../../shared/refusals.ts'
import { refused } from '../platform/errors.ts'
import type { Channel } from './channel.ts'
import { emailChannel } from './email/email.ts'
import { instagram } from './instagram/instagram.ts'
import { sms } from './sms/sms.ts'
import { webchat } from './webchat/webchat.ts'
import { whatsapp } from './whatsapp/whatsapp.ts'

export const channels: readonly Channel[] = [webchat, emailChannel, sms, whatsapp, instagram]

/** The channel of a stored key. Throws for a key that no folder stands for. */
export function channelOf(key: string): Channel {
  const channel = channels.find((one) => one.key === key)
  if (!channel) throw new Error(`there is no channel ${key}`)
  return channel
}

/** What connecting a channel takes. Refused where it is not connected, as web chat. */
export function formOf(channel: string): NonNullable<Channel['form']> {
  const { form } = channelOf(channel)
  if (!form) throw refused(reason('channel_not_connectable'))
  return form
}
