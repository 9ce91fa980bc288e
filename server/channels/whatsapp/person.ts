/** Who wrote: WhatsApp names people by number, by an id of its own, or by both. */
import type { From } from '../../customers/recognise.ts'
import { type Fields, fieldsOf, textOf } from '../meta/read.ts'

/** A number as identities hold it. */
export const identityOf = (id: string): string => (/^\d+$/.test(id) ? `+${id}` : id)

/** An identity as WhatsApp is told it. */
export const toOf = (value: string): string => value.replace(/^\+/, '')

/** The person behind an id of either kind; their name and other id stand among the contacts of the call. */
export function personOf(id: string, userId: string, contacts: Fields[]): From {
  // A call about one message names its one person, at times by the other id only.
  const is = ({ wa_id, user_id }: Fields) => agrees(id, textOf(wa_id)) && agrees(userId, textOf(user_id))
  const contact =
    contacts.find((one) => is(one) && (textOf(one.wa_id) === id || textOf(one.user_id) === userId)) ??
    (contacts.length === 1 ? contacts.find(is) : undefined) ??
    {}
  const number = id || textOf(contact.wa_id)
  const other = userId || textOf(contact.user_id)
  const profile = fieldsOf(contact.profile)
  return {
    kind: 'whatsapp',
    value: identityOf(number || other),
    ...(number && other && { alias: other }),
    name: (textOf(profile.name) || textOf(profile.username)).slice(0, 200),
    isVerified: true,
  }
}

const agrees = (one: string, other: string) => !one || !other || one === other
