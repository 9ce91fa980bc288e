/** All rules asked of one ticket in one statement, on one snapshot, with the value that each test met. */
import { type RawBuilder, sql } from 'kysely'
import type { Test } from '../../shared/filter.ts'
import type { Rule, RuleTrace } from '../../shared/triage.ts'
import { checkFilter, testsOf } from '../conditions/check.ts'
import { conditions } from '../conditions/fields.ts'
import { compile } from '../conditions/where.ts'
import type { Tx } from '../platform/db.ts'

export type AskedRule = Pick<Rule, 'id' | 'name' | 'filter' | 'actions'>
export type Tried = RuleTrace['tried'][number] & { rule: AskedRule }

const booleans = (tests: RawBuilder<unknown>[]) =>
  tests.length === 0 ? sql`array[]::boolean[]` : sql`array[${sql.join(tests)}]::boolean[]`

/** The rules as a question: columns to select from `tickets t`, and what the row answers. */
export interface Asked {
  columns: RawBuilder<unknown>
  /** The rules tried: up to and with the first that matches. */
  read(row: AnswerRow): Tried[]
}
export interface AnswerRow {
  matched: boolean[]
  passed: boolean[]
  actual: unknown[]
}

/**
 * Puts rules, in order, into columns of one statement. It is named and planned once for a set of rules, since it is about
 * one row. A rule whose filter no longer makes sense (its condition went with an update) matches nothing and stops nobody.
 */
export function askRules(rules: AskedRule[]): Asked {
  const sound = rules.filter((rule) => !checkFilter(rule.filter, { forRule: true }))
  const testsOfRules = sound.map((rule) => testsOf(rule.filter))
  const tests = testsOfRules.flat()
  const fields = [...new Set(tests.map(({ field }) => field))]
  const actual = fields.flatMap((field) => conditions.get(field)?.read({}) ?? [])
  return {
    columns: sql`${booleans(sound.map((rule) => compile(rule.filter, {})))} as matched,
      ${booleans(tests.map((test) => compile(test, {})))} as passed,
      jsonb_build_array(${actual.length > 0 ? sql.join(actual) : sql``}) as actual`,
    read(row) {
      let at = 0
      const tried = sound.map((rule, index): Tried => {
        const shown = (testsOfRules[index] ?? []).map((test: Test) => ({
          field: test.field,
          operator: test.operator,
          value: test.value ?? null,
          actual: row.actual[fields.indexOf(test.field)] ?? null,
          passed: row.passed[at++] ?? false,
        }))
        return { rule, ruleId: rule.id, name: rule.name, matched: row.matched[index] ?? false, tests: shown }
      })
      const first = tried.findIndex(({ matched }) => matched)
      return first < 0 ? tried : tried.slice(0, first + 1)
    },
  }
}

/** Asks the rules of a ticket as it stands. */
export async function tryRules(tx: Tx, rules: AskedRule[], ticketId: string): Promise<Tried[]> {
  const asked = askRules(rules)
  const { rows } = await sql<AnswerRow>`select ${asked.columns} from tickets t where t.id = ${ticketId}`.execute(tx)
  return rows[0] ? asked.read(rows[0]) : []
}
