/**
 * Somebody followed a link that Twilio shortened: told by the click callback of the Messaging Service, or by its event streams. Twilio
 * spells the names in more than one way.
 */
import type { Fact } from '../incoming.ts'

type Fields = Record<string, unknown>
type Clicked = Extract<Fact, { kind: 'clicked' }>

/** The clicks in a call; none where it is about something else. */
export function clicksIn(bytes: Buffer, form: Fields, at: Date): Clicked[] {
  const events = bytes[0] === 0x5b || bytes[0] === 0x7b ? [jsonOf(bytes)].flat() : [form]
  return events.flatMap((event) => {
    const fields = fieldsOf(event)
    const told = fieldsOf(fields.data ?? fields)
    const isClick = textOf(told.eventtype) === 'click' || textOf(fields.type).endsWith('link-clicked')
    const [externalId, url] = [textOf(told.smssid ?? told.messagesid), textOf(told.link ?? told.url)]
    const clickedAt = new Date(textOf(told.clicktime))
    const isKnown = !Number.isNaN(clickedAt.getTime()) && clickedAt < at
    return isClick && externalId && /^https?:\/\//.test(url) ? { kind: 'clicked', externalId, url, at: isKnown ? clickedAt : at } : []
  })
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    return {}
  }
}

/** `sms_sid`, `SmsSid` and `smsSid` are one name. */
const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key.replaceAll('_', '').toLowerCase(), one]))
    : {}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
