/** What Meta tells of the shop's own account: that it is closed, restricted, or open again. */
import type { Fact } from '../incoming.ts'
import { type Fields, fieldsOf, listOf, textOf } from '../meta/read.ts'

/** Nothing goes by the account any more. */
const ended: Record<string, string> = {
  ACCOUNT_DELETED: 'Meta says that the WhatsApp account was deleted.',
  ACCOUNT_OFFBOARDED: 'Meta says that the number has left the Cloud API.',
  PARTNER_REMOVED: 'Meta says that this app was removed from the WhatsApp account.',
  PARTNER_APP_UNINSTALLED: 'Meta says that this app was removed from the WhatsApp account.',
}
/** It goes on, and somebody should look. */
const warnings: Record<string, (value: Fields) => string> = {
  ACCOUNT_RESTRICTION: ({ restriction_info }) =>
    `Meta has restricted the WhatsApp account: ${listOf(restriction_info)
      .map(({ restriction_type }) => textOf(restriction_type))
      .join(', ')}.`,
  ACCOUNT_VIOLATION: ({ violation_info }) =>
    `Meta says that the WhatsApp account broke its rules: ${textOf(fieldsOf(violation_info).violation_type)}.`,
}

type About = Extract<Fact, { kind: 'account' }>

/** The fact in an `account_update`; events that change nothing here tell nothing. */
export function accountOf(value: Fields, connectionId: string, at: Date): About[] {
  const event = textOf(value.event)
  const told = (state: About['state'], said: string): About[] => [{ kind: 'account', connectionId, state, said, at }]
  if (event === 'DISABLED_UPDATE') {
    const { waba_ban_state, waba_ban_date } = fieldsOf(value.ban_info)
    const day = textOf(waba_ban_date)
    if (waba_ban_state === 'REINSTATE') return told('restored', '')
    if (waba_ban_state === 'SCHEDULE_FOR_DISABLE') return told('warned', `Meta will close the WhatsApp account${day && ` on ${day}`}.`)
    return told('ended', `Meta has closed the WhatsApp account${day && ` on ${day}`}.`)
  }
  if (event === 'ACCOUNT_RECONNECTED') return told('restored', '')
  if (ended[event]) return told('ended', ended[event])
  return warnings[event] ? told('warned', warnings[event](value)) : []
}
