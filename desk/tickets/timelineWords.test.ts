// @vitest-environment happy-dom
import i18next from 'i18next'
import { beforeAll, expect, test } from 'vitest'
import { bringWords, startWords } from '../i18n.ts'
import { sentimentSigns } from '../SentimentBadge.tsx'
import type { Happening } from './shapes.ts'
import { lineOf, type Reading, traceOf } from './timelineWords.ts'

beforeAll(async () => {
  await startWords('en')
  await bringWords('tickets')
})

const reading = (): Reading => ({
  t: i18next.t,
  time: (at) => at.slice(0, 10),
  score: (score) => score.toFixed(1),
  tag: (key) => (key === 'safety' ? 'Safety' : key),
  signs: sentimentSigns,
})
const happened = (kind: string, data: Record<string, unknown> = {}, actor: Partial<Happening['actor']> = {}): Happening => ({
  id: kind,
  kind,
  actor: { kind: 'rule', id: null, name: 'Urgent to seniors', ...actor },
  data,
  at: '2031-05-01T10:00:00Z',
})
const say = (...entries: Happening[]) => lineOf(entries, reading())
const oskar = { kind: 'agent', id: 'oskar', name: 'Oskar' } as const
const system = { kind: 'system', id: null, name: 'Warmline' } as const
const trace = (matched: boolean, outcome: string) => ({
  tried: [{ ruleId: 'r', name: 'Urgent to seniors', matched, tests: [] }],
  outcome,
  actions: [],
})

test('reading, rule and assignment are one line in the order in which they follow from each other', () => {
  const entries = [
    happened('understood', { label: 'urgent', score: 1.1, isSure: true }, { kind: 'model' }),
    happened('team', { teamId: 't', name: 'Seniors' }),
    happened('assigned', { assigneeId: 'm', name: 'Maja' }),
    happened('routed', trace(true, 'rule')),
  ]
  expect(say(...entries)).toBe('▲ Urgent 1.1 · matched rule “Urgent to seniors” · team Seniors · assigned to Maja')
  expect(traceOf(entries)?.outcome).toBe('rule')
})

test('an unsure reading says so', () => {
  expect(say(happened('understood', { label: 'neutral', score: 5, isSure: false }, { kind: 'model' }))).toBe('● Neutral 5.0 (not sure)')
})

test('what our own model found is said in the words of the screen, what another wrote as it is', () => {
  const spam = (data: Record<string, unknown>) => say(happened('marked_spam', data, { kind: 'model' }))
  expect(spam({ reason: 'Lijkt op reclame of oplichting.', finding: 'spam' })).toBe('marked as spam: Looks like advertising or a scam')
  expect(spam({ reason: 'It sells pills.', finding: null })).toBe('marked as spam: It sells pills.')
})

test('what a person did begins with the name', () => {
  expect(say(happened('closed', {}, oskar))).toBe('Oskar · closed')
  expect(say(happened('assigned', { assigneeId: 'oskar', name: 'Oskar' }, oskar))).toBe('Oskar · took this ticket')
  expect(say(happened('tagged', { added: ['safety'], removed: ['old'] }, oskar))).toBe('Oskar · tagged Safety · tag removed: old')
  expect(say(happened('snoozed', { until: '2031-05-02T09:00:00Z' }, oskar))).toBe('Oskar · snoozed until 2031-05-02')
})

test('nobody online, mail that no person wrote, and kinds of a newer server are all said', () => {
  expect(say(happened('routed', trace(false, 'nobody_online')))).toBe('nobody online, waits for the next one')
  expect(say(happened('left_unscored', { why: 'automated' }, system))).toBe('automatic mail, not scored')
  expect(say(happened('merged_with', {}, system))).toBe('merged with')
})

test('who and why: a rule, a macro, the API, and a ticket that was merged', () => {
  expect(say(happened('priority', { to: 'high' }))).toBe('priority: High · matched rule “Urgent to seniors”')
  expect(say(happened('tagged', { added: ['safety'], removed: [], macro: 'Recall' }, oskar))).toBe(
    'Oskar · tagged Safety · used the macro “Recall”',
  )
  expect(say(happened('closed', {}, { kind: 'api', id: 'oskar', name: 'Oskar' }))).toBe('Oskar (API) · closed')
  expect(say({ ...happened('closed', {}, oskar), ofNumber: 12 })).toBe('#12 · Oskar · closed')
  expect(say(happened('merged', { number: 12 }, oskar))).toBe('Oskar · merged #12 into this')
})
