/**
 * To whom a mail goes. It follows from the customer's message that is answered, as a mail program would do it: its
 * Reply-To or sender, and in copy whoever else it was sent to; never ourselves. Any other set is the writer's wish.
 */

import type { Recipients } from '../../shared/messages.ts'
import { reason } from '../../shared/refusals.ts'
import { cleanAddress } from '../channels/email/address.ts'
import { isOwnAddress, type OwnAddress, ownAddresses } from '../channels/email/addresses.ts'
import type { MailHeaders } from '../channels/incoming.ts'
import type { Db } from '../platform/db.ts'
import { notFound, refused } from '../platform/errors.ts'

const most = 50

/** The set that a reply on this ticket has unless its writer says otherwise; empty where there is nobody to write to. */
export async function deriveRecipients(db: Db, ticketId: string): Promise<Recipients> {
  const ticket = await db
    .selectFrom('tickets as t')
    .leftJoin('identities as i', 'i.id', 't.identityId')
    .select(['i.kind', 'i.value'])
    .where('t.id', '=', ticketId)
    .executeTakeFirst()
  if (!ticket) throw notFound('ticket')
  const answered = await db
    .selectFrom('messages')
    .select('mail')
    .where('ticketId', '=', ticketId)
    .where('direction', '=', 'in')
    .where('isAutomated', '=', false)
    .where('mail', 'is not', null)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  const own = await ownAddresses(db)
  const identity = ticket.kind === 'email' && ticket.value ? [ticket.value] : []
  return derivedFrom((answered?.mail ?? null) as MailHeaders | null, identity, own)
}

/** The same for one message; `identity` is where the customer is known to be reached, `own` the shop's addresses. */
export function derivedFrom(mail: MailHeaders | null, identity: string[], own: readonly OwnAddress[]): Recipients {
  const isOther = (address: string) => !isOwnAddress(own, address) && !address.endsWith('.invalid')
  const others = (addresses: (string | undefined)[] = []) =>
    [...new Set(addresses.flatMap((one) => cleanAddress(one) ?? []))].filter(isOther)
  const candidates = [others(mail?.replyTo), others([mail?.sender]), others([mail?.from]), others(identity)]
  const to = candidates.find((addresses) => addresses.length > 0) ?? []
  const named = [...(mail?.to ?? []), ...(mail?.cc ?? [])]
  // A mail to one address alone came to us by it: another address of the shop that is forwarded here, and no third person.
  const cc = named.length === 1 ? [] : others(named).filter((address) => !to.includes(address))
  return { to: to.slice(0, most), cc: cc.slice(0, most - to.length), bcc: [] }
}

/** The wished set as it will be used: in small letters, each address once. Refuses what is no address, and nobody at all. */
export function checkRecipients(wish: Recipients): Recipients {
  const seen = new Set<string>()
  const checked = (addresses: string[]) =>
    addresses.flatMap((text) => {
      const address = cleanAddress(text)
      // The part behind the @ must be a name that can be looked up; the mail server would refuse it later, unseen.
      if (!address || !/@[^@.]+(\.[^@.]+)+$|@localhost$/.test(address)) throw refused(reason('not_an_address', { text }))
      if (seen.has(address)) return []
      seen.add(address)
      return [address]
    })
  const recipients = { to: checked(wish.to), cc: checked(wish.cc), bcc: checked(wish.bcc) }
  if (recipients.to.length === 0) throw refused(reason('no_recipient'))
  if (seen.size > most) throw refused(reason('too_many_recipients', { most }))
  return recipients
}
