/** The thread as it is read from top to bottom: days, messages, and what happened between them. */
import type { Happening, Message } from './shapes.ts'

export type ThreadItem =
  | { kind: 'day'; key: string; at: string; channel: Message['channel'] }
  | { kind: 'message'; key: string; message: Message }
  | { kind: 'happened'; key: string; at: string; entries: Happening[] }

// What Warmline does to one message (reads, routes, assigns) comes in one go; a person's clicks come slower.
const oneGoMs = { machine: 10_000, person: 60_000 }

/**
 * Orders messages and happenings by time. While earlier messages are not loaded, what happened before the first loaded
 * one is left out, since its place is not known yet.
 */
export function threadItems(messages: readonly Message[], happenings: readonly Happening[], hasEarlier: boolean): ThreadItem[] {
  const from = hasEarlier ? (messages[0]?.createdAt ?? '') : ''
  const all = [
    ...messages.map((message) => ({ at: message.createdAt, message })),
    ...happenings.filter(({ at }) => at >= from).map((entry) => ({ at: entry.at, entry })),
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))

  const items: ThreadItem[] = []
  let day = ''
  for (const one of all) {
    if ('entry' in one) {
      const last = lastOfTicket(items, one.entry)
      if (last && isOneGo(last.entries, one.entry)) last.entries.push(one.entry)
      else items.push({ kind: 'happened', key: one.entry.id, at: one.at, entries: [one.entry] })
      continue
    }
    const { message } = one
    const itsDay = `${new Date(message.createdAt).toDateString()} ${message.channel}`
    if (itsDay !== day) items.push({ kind: 'day', key: `day ${message.id}`, at: message.createdAt, channel: message.channel })
    day = itsDay
    items.push({ kind: 'message', key: message.id, message })
  }
  return items
}

/** The line that stands last, those of other tickets that were merged passed over: two of them are often read at the same moment. */
function lastOfTicket(items: readonly ThreadItem[], { ofNumber }: Happening) {
  const last = items.findLast((item) => item.kind !== 'happened' || item.entries[0]?.ofNumber === ofNumber)
  return last?.kind === 'happened' ? last : undefined
}

const isMachine = ({ actor }: Happening) => actor.kind === 'rule' || actor.kind === 'model' || actor.kind === 'system'

function isOneGo(before: readonly Happening[], entry: Happening): boolean {
  const last = before.at(-1)
  if (!last) return false
  const sameHand = isMachine(last) ? isMachine(entry) : entry.actor.kind === last.actor.kind && entry.actor.id === last.actor.id
  return sameHand && Date.parse(entry.at) - Date.parse(last.at) <= (isMachine(last) ? oneGoMs.machine : oneGoMs.person)
}
