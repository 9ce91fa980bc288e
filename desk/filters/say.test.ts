// @vitest-environment happy-dom
import { beforeAll, expect, test } from 'vitest'
import type { Filter } from '../../shared/filter.ts'
import type { Condition } from '../api.ts'
import { speak, startWords } from '../i18n.ts'
import { sayFilter, sayTest } from './say.ts'

const conditions: Condition[] = [
  {
    field: 'sentiment',
    group: 'Sentiment',
    label: 'Label',
    kind: 'choice',
    operators: ['is', 'is_not'],
    choices: [
      { value: 'urgent', label: 'Urgent' },
      { value: 'negative', label: 'Negative' },
    ],
  },
  {
    field: 'waiting',
    group: 'Ticket',
    label: 'Customer waits',
    kind: 'duration',
    unit: 'minutes',
    operators: ['above', 'below', 'is_empty'],
  },
  { field: 'moonphase', group: 'Sky', label: 'Phase of the moon', kind: 'text', operators: ['contains'] },
]
const upset: Filter = { field: 'sentiment', operator: 'is', value: ['urgent', 'negative'] }

beforeAll(() => startWords('en'))

test('a chip says a test as a sentence, with "or" between the choices', async () => {
  await speak('en')
  expect(sayTest(upset, conditions)).toEqual({ field: 'Sentiment', operator: 'is', value: 'Urgent or Negative' })
  await speak('nl')
  expect(sayFilter(upset, conditions)).toBe('Sentiment is Dringend of Negatief')
  await speak('es')
  expect(sayFilter(upset, conditions)).toBe('Sentimiento es Urgente o Negativo')
  await speak('sv')
  expect(sayFilter(upset, conditions)).toBe('Känsla är Brådskande eller Negativ')
})

test('times, ranges and what is gone are said as people say them', async () => {
  await speak('en')
  const created: Condition = { field: 'created', group: 'Time', label: 'Created', kind: 'time', operators: ['above', 'between'] }
  const tag: Condition = {
    ...{ field: 'tag', group: 'Ticket', label: 'Tag', kind: 'choice', operators: ['is'] },
    choices: [{ value: 'vip', label: 'VIP' }],
    unlisted: { pattern: '^\\w+$', means: 'gone' },
  }
  const say = (filter: Filter) => sayFilter(filter, [...conditions, created, tag])
  expect(say({ field: 'created', operator: 'above', value: '-7d' })).toBe('Created after 7 days ago')
  expect(say({ field: 'created', operator: 'between', value: ['yesterday', '+2h'] })).toBe('Created between yesterday and in 2 hours')
  expect(say({ field: 'waiting', operator: 'above', value: 90 })).toBe('Waiting longer than 90 minutes')
  expect(say({ field: 'tag', operator: 'is', value: ['vip', 'old'] })).toBe('Tag is VIP or deleted tag “old”')
  const words: Condition = { field: 'words', group: 'Ticket', label: 'Everything said', kind: 'text', operators: ['match'] }
  const said = (value: string) => sayTest({ field: 'words', operator: 'match', value }, [words]).value
  expect([said('wrong size'), said('"wrong size"')]).toEqual(['“wrong size”', '“wrong size”'])
})

test('groups, units, missing values and conditions without a translation are all said', async () => {
  await speak('en')
  const waits: Filter = { field: 'waiting', operator: 'above', value: 60 }
  expect(sayFilter({ any: [upset, { all: [waits] }] }, conditions)).toBe('Sentiment is Urgent or Negative or (Waiting longer than 1 hour)')
  expect(sayFilter({ field: 'waiting', operator: 'is_empty' }, conditions)).toBe('Waiting is empty')
  expect(sayTest({ field: 'sentiment', operator: 'is', value: [] }, conditions).value).toBe('…')
  expect(sayFilter({ field: 'moonphase', operator: 'contains', value: 'full' }, conditions)).toBe('Phase of the moon contains “full”')
  expect(sayFilter({ all: [] }, conditions)).toBe('every ticket')
})
