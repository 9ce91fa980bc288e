// @vitest-environment happy-dom
import i18next from 'i18next'
import { beforeAll, expect, test } from 'vitest'
import type { Condition } from '../api.ts'
import { bringWords, speak, startWords } from '../i18n.ts'
import { type TraceTest, testWords } from './traceWords.ts'

const conditions: Condition[] = [
  {
    field: 'sentiment',
    group: 'Sentiment',
    label: 'Label',
    kind: 'choice',
    operators: ['is'],
    choices: [
      { value: 'urgent', label: 'Urgent' },
      { value: 'negative', label: 'Negative' },
      { value: 'neutral', label: 'Neutral' },
    ],
  },
  { field: 'order_value', group: 'Customer', label: 'Recent order value', kind: 'money', operators: ['above'] },
  { field: 'tag', group: 'Ticket', label: 'Tag', kind: 'choice', operators: ['is'], choices: [{ value: 'refund', label: 'Refund' }] },
]
const say = (test: Partial<TraceTest>) =>
  testWords({ field: 'sentiment', operator: 'is', value: null, actual: null, passed: false, ...test }, conditions, i18next.t)

beforeAll(async () => {
  await startWords('en')
  await bringWords('tickets')
})

test('a test says what was wanted and what the ticket had, in the words of the screen', async () => {
  await speak('en')
  expect(say({ value: ['urgent', 'negative'], actual: 'neutral' })).toEqual({
    wanted: 'Sentiment is Urgent or Negative',
    actual: 'Neutral',
  })
  expect(say({ field: 'order_value', operator: 'above', value: 200, actual: 39.5 })).toEqual({
    wanted: 'Order value above 200',
    actual: '39.5',
  })
  await speak('sv')
  expect(say({ value: 'urgent', actual: 'negative' })).toEqual({ wanted: 'Känsla är Brådskande', actual: 'Negativ' })
})

test('what was not there is said to be nothing, and a list is a list', async () => {
  await speak('en')
  expect(say({ value: 'urgent', actual: null }).actual).toBe('nothing')
  expect(say({ field: 'tag', value: 'refund', actual: [] }).actual).toBe('nothing')
  expect(say({ field: 'tag', value: 'refund', actual: ['refund', 'vip'] }).actual).toBe('Refund, vip')
})

test('a field that no longer exists is named by its key', () => {
  expect(say({ field: 'moon_phase', value: 'full', actual: 'new' })).toEqual({ wanted: 'moon_phase is full', actual: 'new' })
})
