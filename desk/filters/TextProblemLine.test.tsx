// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, expect, test } from 'vitest'
import type { ConditionShape } from '../../shared/filter.ts'
import { readFilter } from '../../shared/filterText.ts'
import { startWords } from '../i18n.ts'
import { TextProblemLine } from './TextProblemLine.tsx'

const choice = (field: string, values: string[]) =>
  ({
    field,
    group: 'Ticket',
    label: field,
    kind: 'choice',
    operators: ['is'],
    choices: values.map((value) => ({ value, label: value })),
  }) as ConditionShape
const conditions = [
  choice('status', ['open', 'snoozed', 'closed']),
  choice(
    'tag',
    Array.from({ length: 40 }, (_, at) => `tag-${at}`),
  ),
]

beforeAll(() => startWords('en'))
afterEach(cleanup)

const said = (text: string) => {
  const [problem] = readFilter(text, conditions).problems
  if (!problem) throw new Error(`nothing is wrong with ${text}`)
  render(<TextProblemLine problem={problem} conditions={conditions} onShow={() => undefined} />)
  return screen.getByRole('button').textContent
}

test('where a value is wrong, the few that there are are named, and not the many', () => {
  expect(said('status:opn')).toBe('“opn” is not a value of this field. Its values are: open, snoozed, closed.')
  cleanup()
  expect(said('tag:vip')).toBe('“vip” is not a value of this field.')
})
