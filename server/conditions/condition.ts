/**
 * Words: a *condition* is one thing that can be asked of a ticket; a *test* asks it with an operator and a value; a
 * *filter* joins tests with all and any. Views, rules, searches and reports all ask through here.
 */
import type { RawBuilder, SqlBool } from 'kysely'
import type { Operator, Test, ValueKind } from '../../shared/filter.ts'
import type { Db } from '../platform/db.ts'

/** Who asks, and when: "me", "unread" and ages depend on it. */
export interface Who {
  agentId?: string
  /** Now, unless a report asks about another time. */
  now?: Date
  /** Asked to find tickets among all there are, and not whether one known ticket fits. */
  amongMany?: boolean
  /** Asked of tickets as they come in some order, which looking something up must not undo. */
  inOrder?: boolean
  /** Asked of the index that has them in that order, while it is walked through: of each entry, without a look at its ticket. */
  inIndex?: boolean
  /** The teams of the agent who asks, where they were looked up before. */
  teams?: string[]
  /** Whom a test of the customer means, where that was looked up before (namedIn.ts). */
  customers?: ReadonlyMap<Test, Named>
}

/**
 * Customers that are named: few by their ids, as PostgreSQL writes a list; of many, what it takes to find them, in PostgreSQL's
 * measure; most are not found but asked.
 */
export type Named = { ids: string } | { cost: number } | 'most'

export interface Choice {
  value: string
  label: string
  /** Nobody chooses it any more, but a filter may still name it. */
  isPast?: boolean
}

/** One condition: what the screen shows of it, what it accepts, and what it is in SQL over `tickets t`. */
export interface Condition {
  field: string
  group: string
  label: string
  kind: ValueKind
  operators: readonly Operator[]
  unit?: string
  /** The words there are, where they are fixed. */
  choices?: readonly Choice[]
  /** The words there are, where the account makes them. */
  findChoices?: (db: Db) => Promise<Choice[]>
  /** Words that are accepted though they are not among the choices, and what they are then. */
  unlisted?: { pattern: string; means: 'rarer' | 'gone' }
  /** The word that means the agent who asks, or what is theirs. */
  ownWord?: string
  /** True where the answer depends on the agent who asks even without such a word. */
  needsAgent?: boolean
  /** Why one value of a test does not fit, or undefined when it does; its type was checked before. */
  refuse?: (value: string | number) => string | undefined
  /** The test as SQL. Never null: what is not known is not so. */
  sql: (test: Test, who: Who) => RawBuilder<SqlBool>
  /** The ticket's actual value, for traces. */
  read: (who: Who) => RawBuilder<unknown>
}
