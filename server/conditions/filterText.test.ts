/** The text of filters, over the real registry: it stands here because the registry does. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ConditionShape, Filter, FilterValue, Operator } from '../../shared/filter.ts'
import { readFilter } from '../../shared/filterText.ts'
import { printFilter } from '../../shared/filterTextPrint.ts'
import { checkFilter } from './check.ts'
import { conditions } from './fields.ts'

const mia = '01890000-0000-7000-8000-000000000001'
const twins = ['01890000-0000-7000-8000-000000000002', '01890000-0000-7000-8000-000000000003']
const gone = '01890000-0000-7000-8000-00000000ffff'
const account: Record<string, { value: string; label: string }[]> = {
  tag: ['vip', 'refund', 'no_1', 'retoure'].map((value) => ({ value, label: value === 'vip' ? 'Very important' : value.toUpperCase() })),
  assignee: [
    { value: 'me', label: 'Me' },
    { value: 'none', label: 'Nobody' },
    { value: mia, label: 'Mia (Öberg), "M"' },
    ...twins.map((value) => ({ value, label: 'Tom' })),
    { value: '01890000-0000-7000-8000-000000000004', label: 'none' },
  ],
  team: [
    { value: 'mine', label: 'My teams' },
    { value: 'none', label: 'None' },
    { value: mia, label: 'VIP' },
  ],
  language: ['en', 'nl', 'sv'].map((value) => ({ value, label: value })),
}
const shapes: ConditionShape[] = [...conditions.values()].map(({ field, group, label, kind, operators, choices, unlisted, unit }) => ({
  ...{ field, group, label, kind, operators: [...operators] },
  ...((choices ?? account[field]) && { choices: [...(choices ?? account[field] ?? [])] }),
  ...(unlisted && { unlisted }),
  ...(unit && { unit }),
}))
const search: ConditionShape = { field: 'words', group: 'Ticket', label: 'Words', kind: 'text', operators: ['match', 'not_match'] }
const all = shapes.some(({ field }) => field === 'words') ? shapes : [...shapes, search]
const read = (text: string) => readFilter(text, all)

const text = fc.oneof(
  fc.constantFrom(
    'OR',
    'AND',
    '-x',
    '"a" b',
    'a"b',
    '(a)',
    'x,y',
    'tag:vip',
    '=x',
    '>3',
    '\\',
    '“quoted”',
    'a\nb',
    '1..2',
    'no:tag',
    '()',
    'where is "my parcel"',
  ),
  fc.string({ minLength: 1, unit: 'grapheme' }).filter((one) => one.trim() !== '' && one.isWellFormed() && !one.includes('\0')),
)
const time = fc.oneof(
  fc.constantFrom('today', 'yesterday', 'tomorrow', '-7d', '+2h', '-30m', '-2w', '2026-02-28', '2026-11-20T09:30', '2026-11-20T09:30Z'),
  fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
)
function valuesFor({ field, kind, choices, unlisted }: ConditionShape): fc.Arbitrary<string | number> {
  if (kind === 'text') return text
  if (kind === 'time') return time
  if (kind === 'choice') {
    const others =
      unlisted?.means === 'gone' ? [field === 'tag' ? 'VIP' : gone, field === 'tag' ? 'entfällt' : gone] : unlisted ? ['tlh'] : []
    return fc.constantFrom(...(choices ?? []).map(({ value }) => value), ...others)
  }
  if (field === 'score') return fc.double({ min: 0, max: 10, noNaN: true }).map((value) => value + 0)
  if (field === 'number') return fc.integer({ min: -1e9, max: 1e15 })
  if (kind === 'duration')
    return fc.oneof(
      fc.integer({ min: 0, max: 1_000_000 }),
      fc.double({ min: 0, max: 1000, noNaN: true }).map((value) => value + 0),
    )
  return fc.double({ min: -1e15, max: 1e15, noNaN: true }).map((value) => value + 0)
}
function testsOf(shape: ConditionShape): fc.Arbitrary<Filter> {
  const { field, kind } = shape
  return fc.constantFrom(...shape.operators).chain((operator: Operator): fc.Arbitrary<Filter> => {
    if (operator === 'is_empty' || operator === 'is_not_empty') return fc.constant({ field, operator })
    if (kind === 'yes_no') return fc.boolean().map((value) => ({ field, operator, value }))
    const one = valuesFor(shape)
    const value: fc.Arbitrary<FilterValue> =
      operator === 'between'
        ? fc.tuple(one, one).map((pair) => pair)
        : operator === 'above' || operator === 'below' || operator.endsWith('match')
          ? one
          : fc.oneof(one, fc.array(one, { minLength: 1, maxLength: 4 }))
    return value.map((chosen) => ({ field, operator, value: chosen }))
  })
}
const tree: fc.Arbitrary<Filter> = fc.letrec<{ level3: Filter; level2: Filter; level1: Filter; level0: Filter; leaf: Filter }>((tie) => {
  const group = (name: 'level3' | 'level2' | 'level1' | 'leaf') => {
    const parts = fc.array(tie(name), { maxLength: 4 })
    return fc.oneof({ weight: 3, arbitrary: tie('leaf') }, fc.record({ all: parts }), fc.record({ any: parts }))
  }
  return {
    leaf: fc.oneof(...all.map(testsOf)),
    level3: group('leaf'),
    level2: group('level3'),
    level1: group('level2'),
    level0: group('level1'),
  }
}).level0

test('what is written is read as the very same filter, for every filter there can be', () => {
  fc.assert(
    fc.property(tree, (filter) => {
      const said = printFilter(filter, all)
      const found = read(said)
      expect(
        found.problems.filter(({ isGone }) => !isGone),
        said,
      ).toEqual([])
      expect(found.filter, said).toEqual(filter)
    }),
    { numRuns: 3000 },
  )
})

test('whatever is typed is read as a filter that the server takes, or told what is wrong and where', () => {
  const piece = fc.constantFrom(
    '(',
    ')',
    'OR',
    'AND',
    '-',
    '"',
    ',',
    ':',
    '..',
    '>',
    '=',
    'tag',
    'tag:',
    'vip',
    'score:',
    '3',
    ' ',
    'no:',
    'is:',
    'me',
    'assignee:',
    '-7d',
    'age:',
    'created:',
    '2d',
    '“',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
        fc.string({ unit: 'grapheme' }),
      ),
      (typed) => {
        const { filter, problems } = read(typed)
        for (const { at, end } of problems) {
          expect(at).toBeGreaterThanOrEqual(0)
          expect(end).toBeLessThanOrEqual(typed.length)
          expect(at).toBeLessThanOrEqual(end)
        }
        if (filter) expect(printFilter(filter, all).length).toBeGreaterThanOrEqual(0)
        else expect(problems.length).toBeGreaterThan(0)
        // What cannot be asked at all (a score of 11, an empty text) the server says itself.
        if (filter && !all.includes(search)) expect(checkFilter(filter)?.sentence ?? '').not.toMatch(/no condition|cannot be asked/)
      },
    ),
    { numRuns: 3000 },
  )
})

test('the line of the handbook says what it says', () => {
  expect(
    read('sentiment:urgent,negative channel:email order_value:>100 assignee:me -tag:vip (tag:a OR tag:b) "where is my parcel"').filter,
  ).toEqual({
    all: [
      { field: 'sentiment', operator: 'is', value: ['urgent', 'negative'] },
      { field: 'channel', operator: 'is', value: 'email' },
      { field: 'order_value', operator: 'above', value: 100 },
      { field: 'assignee', operator: 'is', value: 'me' },
      { field: 'tag', operator: 'is_not', value: 'vip' },
      {
        any: [
          { field: 'tag', operator: 'is', value: 'a' },
          { field: 'tag', operator: 'is', value: 'b' },
        ],
      },
      { field: 'words', operator: 'match', value: '"where is my parcel"' },
    ],
  })
})

const cases: [string, Filter][] = [
  ['', { all: [] }],
  ['  AND ', { all: [] }],
  ['parcel lost', { field: 'words', operator: 'match', value: 'parcel lost' }],
  [
    'parcel tag:vip lost',
    {
      all: [
        { field: 'words', operator: 'match', value: 'parcel lost' },
        { field: 'tag', operator: 'is', value: 'vip' },
      ],
    },
  ],
  ['-parcel', { field: 'words', operator: 'not_match', value: 'parcel' }],
  ['https://shop.example/a', { field: 'words', operator: 'match', value: 'https://shop.example/a' }],
  ['TAG:Refund', { field: 'tag', operator: 'is', value: 'refund' }],
  ['tag:"very important"', { field: 'tag', operator: 'is', value: 'vip' }],
  ['team:vip', { field: 'team', operator: 'is', value: mia }],
  ['age:2d..1w', { field: 'age', operator: 'between', value: [48, 168] }],
  ['waiting:>90m', { field: 'waiting', operator: 'above', value: 90 }],
  ['waiting:>1h', { field: 'waiting', operator: 'above', value: 60 }],
  ['created:>-7d', { field: 'created', operator: 'above', value: '-7d' }],
  ['score:1.5..3', { field: 'score', operator: 'between', value: [1.5, 3] }],
  [
    'no:tag has:attachment',
    {
      all: [
        { field: 'tag', operator: 'is_empty' },
        { field: 'attachment', operator: 'is', value: true },
      ],
    },
  ],
  ['no:assignee', { field: 'assignee', operator: 'is', value: 'none' }],
  ['is:unread', { field: 'unread', operator: 'is', value: true }],
  ['-is:unread', { field: 'unread', operator: 'is', value: false }],
  ['is:open', { field: 'status', operator: 'is', value: 'open' }],
  ['subject:lamp', { field: 'subject', operator: 'contains', value: 'lamp' }],
  ['-subject:="New lamp"', { field: 'subject', operator: 'is_not', value: 'New lamp' }],
  [
    'tag:vip OR tag:refund is:open',
    {
      any: [
        { field: 'tag', operator: 'is', value: 'vip' },
        {
          all: [
            { field: 'tag', operator: 'is', value: 'refund' },
            { field: 'status', operator: 'is', value: 'open' },
          ],
        },
      ],
    },
  ],
  [
    '-(tag:vip is:unread)',
    {
      any: [
        { field: 'tag', operator: 'is_not', value: 'vip' },
        { field: 'unread', operator: 'is', value: false },
      ],
    },
  ],
]
test.each(cases)('%s', (typed, filter) => {
  expect(read(typed)).toEqual({ filter, problems: [] })
})

const wrong: [string, string, string][] = [
  ['tag:vip colour:red', 'unknownField', 'colour'],
  ['sentiment:furious', 'unknownValue', 'furious'],
  ['assignee:tom', 'ambiguousValue', 'tom'],
  ['assignee:bob', 'unknownValue', 'bob'],
  ['score:high', 'notNumber', 'high'],
  ['waiting:>30', 'notDuration', '30'],
  ['created:>soon', 'notTime', 'soon'],
  ['spam:perhaps', 'notYesNo', 'perhaps'],
  ['tag:', 'noValue', 'tag:'],
  ['tag:>vip', 'notSo', 'tag:>vip'],
  ['-score:>3', 'notNegatable', '-score:>3'],
  ['no:score no:subject no:age', 'notEmptiable', 'no:age'],
  ['tag:"vip', 'openQuote', '"vip'],
  ['(tag:vip', 'openBracket', '('],
  ['tag:vip)', 'closeBracket', ')'],
  ['tag:vip OR', 'emptySide', 'OR'],
  ['(((((tag:vip)))))', 'tooDeep', '(((((tag:vip)))))'],
]
test.each(wrong)('%s: %s', (typed, code, place) => {
  const { filter, problems } = read(typed)
  expect(filter).toBeUndefined()
  expect(problems.map((problem) => [problem.code, typed.slice(problem.at, problem.end)])).toContainEqual([code, place])
})

test('what has been deleted is told of, and is a filter all the same', () => {
  expect(read(`tag:old assignee:${gone}`)).toEqual({
    filter: {
      all: [
        { field: 'tag', operator: 'is', value: 'old' },
        { field: 'assignee', operator: 'is', value: gone },
      ],
    },
    problems: [
      { code: 'gone', at: 4, end: 7, name: 'old', isGone: true },
      { code: 'gone', at: 17, end: 53, name: gone, isGone: true },
    ],
  })
})

test('ten thousand brackets are told of, not fallen over', () => {
  expect(read('('.repeat(10_000)).problems.map(({ code }) => code)).toContain('tooDeep')
})
