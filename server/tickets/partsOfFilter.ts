/** A filter's parts that all must hold, by what it takes to ask each of them. */
import type { Filter } from '../../shared/filter.ts'
import { testsOf } from '../conditions/check.ts'

/** A filter's parts that all must hold: those that an index of the order stands for, and the rest. */
export function apart(filter: Filter): { standing: Filter[]; rest: Filter[] } {
  const all = partsOf(filter)
  const standing = all.filter((part) => isStanding(part, all))
  return { standing, rest: all.filter((part) => !standing.includes(part)) }
}

/** The parts of a filter that all must hold. */
const partsOf = (filter: Filter): Filter[] => ('all' in filter ? filter.all.flatMap(partsOf) : [filter])

/** Does an index of the order hold just the tickets that pass this part? */
function isStanding(part: Filter, all: Filter[]): boolean {
  if (!('field' in part) || part.operator !== 'is') return false
  if (part.field === 'spam') return true
  if (part.field === 'status') return part.value === 'open' || part.value === 'closed'
  return part.field === 'assignee' && all.some((other) => 'field' in other && other.field === 'status' && other.value === 'open')
}

/** What is asked of the ticket's own row, since no index of an order holds it (migrations/0039_speed_of_files.sql). */
const inTicketOnly = ['tag', 'subject']
/** What is looked up for each ticket by itself: dear for each of many. */
const lookedUp = ['text', 'words']
/** What lies beside the ticket, and is asked where the index of the order has named the ticket. */
const beside = ['customer', 'order_number', 'unread', 'follower']
/** What an index finds without reading all tickets: that of the kinds or the facets, one of an order, or one of its own. */
const indexed = [
  ...['tag', 'channel', 'priority', 'language', 'sentiment', 'team', 'assignee', 'score', 'order_value'],
  ...['subject', 'customer', 'order_number', 'number', 'waiting', 'snoozed_until', 'last_message', 'follower'],
]

const needs = (part: Filter, fields: string[]) => testsOf(part).some(({ field }) => fields.includes(field))

/** Is the ticket's own row read for this part? */
export const isOfRow = (part: Filter): boolean => needs(part, inTicketOnly)
/** Is something looked up for each ticket by itself? */
export const isLookedUp = (part: Filter): boolean => needs(part, lookedUp)
/** Is it asked of nothing but what stands in the index of the order (migrations/0039_speed_of_files.sql)? */
export const isOfIndex = (part: Filter): boolean => !needs(part, [...inTicketOnly, ...lookedUp, ...beside])
/** Does an index find the tickets that pass this part? */
export const isIndexed = (part: Filter): boolean => 'field' in part && indexed.includes(part.field) && !/not|empty/.test(part.operator)
