/**
 * Numbers that follow the tickets. Everybody asks for the numbers of the same views whenever a ticket changes; so the tickets in
 * each view are remembered, and after a change only the tickets that changed are asked anew, whatever there is besides.
 *
 * What changed is heard from the hints of transactions (`changed`, `touched`), as the screens hear it. For all that nobody tells
 * of, numbers are counted anew as they grow old, one at a time and beside the answer: after a minute, those that go by the clock
 * after ten seconds.
 */
import { countLimit } from '../../shared/views.ts'
import { type Commit, type Db, followCommits } from '../platform/db.ts'

/** The tickets in a view, as far as they are known; that they could not be counted in time is known for a while, too. */
export interface Kept {
  /** Changes up to this one are in it. */
  change: number
  /** Tickets that are in it. */
  tickets: Set<string> | 'too many to count'
  /** Are these all? Of many, so many are known that some may leave it before it is counted anew. */
  areAll: boolean
  countedAt: number
  goesByClock: boolean
}

/** Old after so many milliseconds; three times as old, it is not shown any more. */
const longest = { byChanges: 60_000, byClock: 10_000 }
const tooOld = 3
/** So many changed tickets are asked one by one; when there are more, counting anew is as fast. */
const mostAsked = 300
/** So many changes are remembered, and so many numbers. */
const mostChanges = 10_000
const mostNumbers = 2000
/** More are remembered of a view than are shown, so that some may leave it before it is counted anew. */
export const mostCounted = 1.2 * countLimit

/** What has changed in a database since the first question. */
export interface Changes {
  /** The number of the last change. */
  last: number
  /** What changed before this one is forgotten, or nobody knows what it was. */
  first: number
  /** The tickets of the changes from `first` on. */
  tickets: string[]
  numbers: Map<string, Kept>
  /** Are old numbers being counted anew? One at a time. */
  isRenewing: boolean
}

const ofDatabases = new WeakMap<Db, Changes>()

/** The changes of a database, heard from now on where they were not yet. */
export function changesOf(db: Db): Changes {
  const known = ofDatabases.get(db)
  if (known) return known
  const changes: Changes = { last: 0, first: 0, tickets: [], numbers: new Map(), isRenewing: false }
  followCommits(db, (commit) => hear(changes, commit))
  ofDatabases.set(db, changes)
  return changes
}

function hear(changes: Changes, { topics, touched }: Commit): void {
  const ids = [...touched, ...topics.flatMap((topic) => (topic.startsWith(ofOne) ? topic.slice(ofOne.length) : []))]
  // Of tickets, without a word of which; or of who is in which team.
  if ((ids.length === 0 && topics.includes('tickets')) || topics.includes('team')) forget(changes)
  changes.tickets.push(...ids)
  changes.last += ids.length
  if (changes.tickets.length > mostChanges) forget(changes)
}

const ofOne = 'ticket:'

function forget(changes: Changes): void {
  changes.last += 1
  changes.first = changes.last
  changes.tickets = []
}

/** The tickets that changed after `change`; undefined where that is not known, or they are too many to ask. */
function changedAfter({ first, tickets }: Changes, change: number): Set<string> | undefined {
  if (change < first) return undefined
  const ids = new Set(tickets.slice(change - first))
  return ids.size > mostAsked ? undefined : ids
}

/** What is known of a number, which tickets are to be asked before it is true, and its age (1: old); undefined: it is to be counted. */
export function knownOf(changes: Changes, name: string): { kept: Kept; ask: Set<string>; age: number } | undefined {
  const kept = changes.numbers.get(name)
  const ask = kept && changedAfter(changes, kept.change)
  if (!kept || !ask) return undefined
  const age = (Date.now() - kept.countedAt) / (kept.goesByClock ? longest.byClock : longest.byChanges)
  return age > tooOld ? undefined : { kept, ask, age }
}

/** Writes a number down that was just counted. */
export function keep(changes: Changes, name: string, counted: Omit<Kept, 'countedAt'>): void {
  const before = changes.numbers.get(name)
  // Somebody else may have counted later and written earlier.
  if (before && before.change > counted.change) return
  if (changes.numbers.size > mostNumbers) changes.numbers.clear()
  changes.numbers.set(name, { ...counted, countedAt: Date.now() })
}

/** Brings a number up to a change: `inView` are those of the asked that are in the view now. */
export function follow(kept: Kept, change: number, asked: Set<string>, inView: Set<string>): void {
  if (kept.change > change) return
  kept.change = change
  if (kept.tickets === 'too many to count') return
  for (const id of asked) if (!inView.has(id)) kept.tickets.delete(id)
  for (const id of inView) {
    if (kept.tickets.size < mostCounted) kept.tickets.add(id)
    else if (!kept.tickets.has(id)) kept.areAll = false
  }
}
