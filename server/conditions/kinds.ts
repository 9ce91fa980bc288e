/** The kinds of condition: each turns a column and a test into SQL, with every value as a parameter. */
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Operator, Test } from '../../shared/filter.ts'
import type { Choice, Condition, Who } from './condition.ts'

type Sql = RawBuilder<SqlBool>
type Named = Pick<Condition, 'field' | 'group' | 'label'>

const not = (test: Sql): Sql => sql<SqlBool>`not (${test})`
const isNull = (column: RawBuilder<unknown>): Sql => sql<SqlBool>`${column} is null`
/** What a test compares with, as a list. */
export const listOf = (test: Test): (string | number)[] =>
  Array.isArray(test.value) ? test.value : typeof test.value === 'string' || typeof test.value === 'number' ? [test.value] : []

const opposites: Partial<Record<Operator, Operator>> = {
  is_not: 'is',
  not_contains: 'contains',
  not_match: 'match',
  is_not_empty: 'is_empty',
}
/** `is_not`, `not_contains` and the like are the exact opposite of their counterparts, for unknown values too. */
export const withOpposites =
  (positive: (test: Test, who: Who) => Sql) =>
  (test: Test, who: Who): Sql => {
    const opposite = opposites[test.operator]
    return opposite ? not(positive({ ...test, operator: opposite }, who)) : positive(test, who)
  }

/** Choices whose labels are their own words: `two_words` is shown as `Two words`. */
export const choicesOf = (words: readonly string[]): Choice[] =>
  words.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1).replaceAll('_', ' ') }))

/**
 * One word out of a fixed list. The words stand in the SQL as they are (ours, never the caller's), because the standing
 * indexes are partial and PostgreSQL must see `status = 'open'` to use them. `none` is the word for no value.
 */
export function words(named: Named, column: RawBuilder<unknown>, choices: readonly Choice[], none?: string): Condition {
  return {
    ...named,
    kind: 'choice',
    operators: ['is', 'is_not'],
    choices,
    sql: withOpposites((test) => {
      const wished = listOf(test)
      const known = choices.filter(({ value }) => wished.includes(value) && value !== none).map(({ value }) => sql.raw(`'${value}'`))
      const tests: Sql[] = []
      if (known.length === 1) tests.push(none ? sql`(${column} is not null and ${column} = ${known[0]})` : sql`${column} = ${known[0]}`)
      if (known.length > 1)
        tests.push(none ? sql`(${column} is not null and ${column} in (${sql.join(known)}))` : sql`${column} in (${sql.join(known)})`)
      if (none && wished.includes(none)) tests.push(isNull(column))
      return tests.length === 0 ? sql`false` : sql`(${sql.join(tests, sql` or `)})`
    }),
    read: () => (none ? sql`coalesce(${column}, ${sql.raw(`'${none}'`)})` : column),
  }
}

/** A reference to a row: an id, or `none`; `own` is the word for what is the asking agent's, and what it is in SQL. */
export function reference(
  named: Named,
  column: RawBuilder<unknown>,
  { own, ...rest }: { own: { word: string; sql: (agentId: string, who: Who) => Sql } } & Pick<Condition, 'findChoices' | 'read'>,
): Condition {
  return {
    ...named,
    ...rest,
    kind: 'choice',
    operators: ['is', 'is_not'],
    ownWord: own.word,
    unlisted: { pattern: uuid.source, means: 'gone' },
    refuse: (value) => (value === 'none' || value === own.word || uuid.test(String(value)) ? undefined : 'is neither an id nor "none"'),
    sql: withOpposites((test, who) => {
      const wished = listOf(test).map(String)
      const ids = wished.filter((value) => value !== 'none' && value !== own.word)
      const tests: Sql[] = []
      if (ids.length === 1) tests.push(sql`(${column} is not null and ${column} = ${ids[0]}::uuid)`)
      if (ids.length > 1) tests.push(sql`(${column} is not null and ${column} = any(${ids}::uuid[]))`)
      if (wished.includes(own.word)) tests.push(sql`(${column} is not null and ${own.sql(who.agentId ?? missingAgent(named.field), who)})`)
      if (wished.includes('none')) tests.push(isNull(column))
      return sql`(${sql.join(tests, sql` or `)})`
    }),
  }
}
/** How the id of a row is written. */
export const uuid = /^[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/

/** Throws: a condition such as "assigned to me" is asked where there is no me. */
export function missingAgent(field: string): never {
  throw new Error(`"${field}" depends on who asks, and nobody is asking`)
}

/**
 * A number. `is` with a list means one of them. `by` is what an index has it by, where that is not the column itself; among many
 * tickets that is asked as well, or else, where `steps` knows them, the steps of a range.
 */
export function number(
  named: Named,
  column: RawBuilder<unknown>,
  {
    kind = 'number' as 'number' | 'money',
    mayBeEmpty = true,
    type = 'numeric' as 'numeric' | 'bigint',
    by = undefined as RawBuilder<unknown> | undefined,
    steps = undefined as ((test: Test) => Sql | undefined) | undefined,
  } = {},
): Condition {
  // The value is cast to the column's own type, or its index could not be used.
  const one = sql.raw(type)
  return {
    ...named,
    kind,
    operators: ['above', 'below', 'between', 'is', 'is_not', ...(mayBeEmpty ? (['is_empty', 'is_not_empty'] as const) : [])],
    sql: withOpposites((test, { amongMany, inOrder }) => {
      if (test.operator === 'is_empty') return isNull(column)
      const [least, most] = listOf(test)
      const fits = (number: RawBuilder<unknown>) => {
        if (test.operator === 'above') return sql`${number} > ${test.value}::${one}`
        if (test.operator === 'below') return sql`${number} < ${test.value}::${one}`
        if (test.operator === 'between') return sql`${number} between ${least}::${one} and ${most}::${one}`
        return sql`${number} = any(${listOf(test)}::${one}[])`
      }
      const found = amongMany && !inOrder ? (steps?.(test) ?? (by && fits(by))) : undefined
      return sql`(${column} is not null and ${fits(column)}${found ? sql` and ${found}` : sql``})`
    }),
    read: () => column,
  }
}

/** How long ago a time is, in hours or minutes. */
export function since(named: Named, column: RawBuilder<unknown>, unit: 'hours' | 'minutes', mayBeEmpty: boolean): Condition {
  const one = unit === 'hours' ? sql.raw(`interval '1 hour'`) : sql.raw(`interval '1 minute'`)
  const seconds = sql.raw(unit === 'hours' ? '3600' : '60')
  return {
    ...named,
    kind: 'duration',
    unit,
    operators: ['above', 'below', 'between', ...(mayBeEmpty ? (['is_empty', 'is_not_empty'] as const) : [])],
    refuse: (value) => (Number(value) < 0 || Number(value) > 1_000_000 ? `is not a duration in ${unit}` : undefined),
    sql: withOpposites((test, who) => {
      if (test.operator === 'is_empty') return isNull(column)
      const [first, second] = listOf(test)
      const ago = (amount: string | number | undefined) => sql`${nowOf(who)} - ${amount}::float8 * ${one}`
      const known = mayBeEmpty ? sql`${column} is not null and ` : sql``
      if (test.operator === 'between') return sql`(${known}${column} between ${ago(second)} and ${ago(first)})`
      return test.operator === 'above' ? sql`(${known}${column} < ${ago(first)})` : sql`(${known}${column} > ${ago(first)})`
    }),
    read: (who) => sql`round(extract(epoch from ${nowOf(who)} - ${column}) / ${seconds}, 1)`,
  }
}
/** Now, or the time that the question is about. */
export const nowOf = (who: Who) => (who.now ? sql`${who.now}::timestamptz` : sql`now()`)

/** What `contains` and `is` look for, as patterns of PostgreSQL's. */
export const patternsOf = (test: Test): RawBuilder<unknown>[] =>
  listOf(test).map((value) => {
    const exact = String(value).replace(/[\\%_]/g, '\\$&')
    return sql`${test.operator === 'contains' ? `%${exact}%` : exact}::text`
  })

/** Text, without regard to case. `matches` says how a pattern is looked for; `isEmpty` what no text means. */
export function text(
  named: Named,
  { matches, isEmpty, read }: { matches: (pattern: RawBuilder<unknown>, who: Who) => Sql; isEmpty?: Sql; read: RawBuilder<unknown> },
): Condition {
  return {
    ...named,
    kind: 'text',
    operators: ['contains', 'not_contains', 'is', 'is_not', ...(isEmpty ? (['is_empty', 'is_not_empty'] as const) : [])],
    refuse: (value) => (String(value).trim() === '' ? 'is empty' : undefined),
    sql: withOpposites((test, who) => {
      if (test.operator === 'is_empty') return isEmpty ?? sql`false`
      return sql`(${sql.join(
        patternsOf(test).map((pattern) => matches(pattern, who)),
        sql` or `,
      )})`
    }),
    read: () => read,
  }
}

/** Yes or no. As a bare column, so that partial indexes on it are found. */
export function yesNo(named: Named, column: (who: Who) => RawBuilder<unknown>, needsAgent = false): Condition {
  return {
    ...named,
    kind: 'yes_no',
    operators: ['is'],
    needsAgent,
    sql: (test, who) => (test.value ? sql`${column(who)}` : sql`not ${column(who)}`),
    read: column,
  }
}
