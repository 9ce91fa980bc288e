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

const booleans = (tests: RawBuilder<unknown>[]) => sql`array[${sql.join(tests)}]::boolean[]`

/**
 * Asks the rules in order and returns those tried: up to and with the first that matches. A rule whose filter no longer
 * makes sense (its condition went with an update) matches nothing and stops nobody.
 */
export async function tryRules(tx: Tx, rules: AskedRule[], ticketId: string): Promise<Tried[]> {
  const sound = rules.filter((rule) => !checkFilter(rule.filter, { forRule: true }))
  if (sound.length === 0) return []
  const testsOfRules = sound.map((rule) => testsOf(rule.filter))
  const fields = [...new Set(testsOfRules.flat().map(({ field }) => field))]
  const actual = fields.flatMap((field) => conditions.get(field)?.read({}) ?? [])
  // The statement is named and planned once for a set of rules: it is about one row, so its plan depends on no value.
  const { rows } = await sql<{ matched: boolean[]; passed: boolean[]; actual: unknown[] }>`
    select ${booleans(sound.map((rule) => compile(rule.filter, {})))} as matched,
      ${booleans(testsOfRules.flat().map((test) => compile(test, {})))} as passed,
      jsonb_build_array(${actual.length > 0 ? sql.join(actual) : sql``}) as actual
    from tickets t where t.id = ${ticketId}`.execute(tx)
  const [row] = rows
  if (!row) return []

  const actualOf = (test: Test) => row.actual[fields.indexOf(test.field)] ?? null
  let at = 0
  const tried = sound.map((rule, index): Tried => {
    const tests = (testsOfRules[index] ?? []).map((test) => ({
      field: test.field,
      operator: test.operator,
      value: test.value ?? null,
      actual: actualOf(test),
      passed: row.passed[at++] ?? false,
    }))
    return { rule, ruleId: rule.id, name: rule.name, matched: row.matched[index] ?? false, tests }
  })
  const first = tried.findIndex(({ matched }) => matched)
  return first < 0 ? tried : tried.slice(0, first + 1)
}
