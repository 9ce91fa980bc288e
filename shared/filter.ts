/**
 * The one filter language: views, routing rules, searches and reports all hold one of these trees, and
 * `server/conditions` is the only place that turns it into SQL.
 */
import { z } from 'zod'

/** `between` takes two values, both included; `match` looks for words and "phrases" in everything that was said. */
const operators = [
  'is',
  'is_not',
  'contains',
  'not_contains',
  'match',
  'not_match',
  'above',
  'below',
  'between',
  'is_empty',
  'is_not_empty',
] as const
export const Operator = z.enum(operators)
export type Operator = z.infer<typeof Operator>

export type FilterValue = string | number | boolean | null | (string | number)[]
/** One test of one field. `is` with a list means "one of". */
// A type and not an interface: only so does oRPC see that it is plain JSON, and type it for the client.
export type Test = {
  field: string
  operator: Operator
  value?: FilterValue
}
export type Filter = { all: Filter[] } | { any: Filter[] } | Test

const Value = z.union([
  z.string().max(500),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.union([z.string().max(500), z.number()])).max(100),
])
const TestShape = z.strictObject({ field: z.string().max(60), operator: Operator, value: Value.optional() })

/** At most 4 groups deep and 50 tests wide, so that no saved filter can become a denial of service. */
function level(depth: number): z.ZodType<Filter> {
  if (depth === 0) return TestShape
  const inner = z.array(level(depth - 1)).max(50)
  return z.union([TestShape, z.strictObject({ all: inner }), z.strictObject({ any: inner })])
}
export const Filter: z.ZodType<Filter> = level(4)

/** The filter that every ticket passes. */
export const everything: Filter = { all: [] }

/** How a condition's value is asked for. A time's value is written as `filterTimes.ts` says. */
export const ValueKind = z.enum(['choice', 'number', 'text', 'yes_no', 'money', 'duration', 'time'])
export type ValueKind = z.infer<typeof ValueKind>

/** What the desk needs to draw one condition: the definition itself, less its SQL. */
export const ConditionShape = z.object({
  field: z.string(),
  group: z.string(),
  label: z.string(),
  kind: ValueKind,
  operators: z.array(Operator),
  /** `isPast`: nobody chooses it any more, but a filter may still name it, as an agent who has left. */
  choices: z.array(z.object({ value: z.string(), label: z.string(), isPast: z.boolean().optional() })).optional(),
  /**
   * Which words are accepted beside the choices (a regular expression), and what they mean: something rarer than what is on
   * offer, or something that is gone; what is gone matches nothing.
   */
  unlisted: z.object({ pattern: z.string(), means: z.enum(['rarer', 'gone']) }).optional(),
  unit: z.string().optional(),
})
export type ConditionShape = z.infer<typeof ConditionShape>
