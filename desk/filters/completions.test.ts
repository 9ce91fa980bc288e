import { expect, test } from 'vitest'
import type { ConditionShape } from '../../shared/filter.ts'
import { completionsAt } from './completions.ts'

const mia = '01890000-0000-7000-8000-000000000001'
const conditions: ConditionShape[] = [
  {
    ...{ field: 'sentiment', group: 'Sentiment', label: 'Label', kind: 'choice', operators: ['is', 'is_not'] },
    choices: [
      { value: 'urgent', label: 'Dringend' },
      { value: 'negative', label: 'Negatief' },
    ],
  },
  {
    ...{ field: 'assignee', group: 'Assignment', label: 'Assignee', kind: 'choice', operators: ['is', 'is_not'] },
    choices: [
      { value: 'none', label: 'Nobody' },
      { value: mia, label: 'Mia Holm' },
      { value: mia.replace('1', '2'), label: 'Left', isPast: true },
    ],
  },
  { field: 'unread', group: 'Ticket', label: 'Unread', kind: 'yes_no', operators: ['is'] },
  { field: 'created', group: 'Time', label: 'Created', kind: 'time', operators: ['above', 'below', 'is'] },
]
/** The text with `|` for the caret, and what is offered there. */
const at = (marked: string) => {
  const found = completionsAt(marked.replace('|', ''), marked.indexOf('|'), conditions, ({ label }) => label)
  return found && { from: found.from, offered: found.options.map(({ insert }) => insert) }
}

test.each([
  ['se|', { from: 0, offered: ['sentiment:'] }],
  ['tag:vip -as|', { from: 9, offered: ['assignee:'] }],
  ['(cre|', { from: 1, offered: ['created:'] }],
  ['lab|', { from: 0, offered: ['sentiment:'] }],
  ['sentiment:|', { from: 10, offered: ['urgent', 'negative'] }],
  ['sentiment:urgent,ne|', { from: 17, offered: ['negative'] }],
  ['sentiment:drin|', { from: 10, offered: ['urgent'] }],
  ['assignee:mi|', { from: 9, offered: ['"Mia Holm"'] }],
  ['assignee:"Mia H|', { from: 9, offered: ['"Mia Holm"'] }],
  ['is:un|', { from: 3, offered: ['unread'] }],
  ['no:|', { from: 3, offered: ['assignee', 'unread'] }],
  ['created:to|', { from: 8, offered: ['today'] }],
  ['parcel|', { from: 0, offered: [] }],
  ['sentiment:urgent par|', { from: 17, offered: [] }],
])('%s', (marked, expected) => {
  expect(at(marked)).toEqual(expected)
})

test('in the middle of a phrase nothing is offered', () => {
  expect(at('"where is|')?.offered ?? []).toEqual([])
})
