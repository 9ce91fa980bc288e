// @vitest-environment happy-dom
import { ORPCError } from '@orpc/client'
import { beforeAll, expect, test } from 'vitest'
import { screenLanguages } from '../shared/lists.ts'
import { reason, refusals } from '../shared/refusals.ts'
import { bringWords, speak, startWords } from './i18n.ts'
import { reasonOf, sayReason } from './reasons.ts'
import english from './words/refusals/en.json' with { type: 'json' }

beforeAll(async () => {
  await startWords('en')
  await bringWords('refusals')
  await speak('nl')
})

const error = (code: string, message: string, data?: unknown) => new ORPCError(code, { message, data })

test('every reason that the server gives has words on the screen', () => {
  expect(Object.keys(refusals).filter((code) => !(`refusal.${code}` in english))).toEqual([])
})

test('a refusal is said in the language of the screen, with its values, and a condition by the name it has there', () => {
  const { code, values, sentence } = reason('tag_unknown', { tag: 'vip' })
  expect(sentence).toBe('There is no tag “vip”.')
  expect(reasonOf(error('UNPROCESSABLE', sentence, { refusal: code, values }))).toBe('De tag “vip” bestaat niet.')
  const asked = reason('filter_yes_no', { field: 'spam', name: 'Ticket: Spam', operator: 'is' })
  expect(sayReason(asked)).toBe('“Spam” heeft ja of nee nodig.')
})

test('an action is called as the screen calls it', () => {
  const { values, ...rest } = reason('action_team', { action: 'Assign to team' })
  expect(sayReason({ ...rest, values: { ...values, actionKey: 'assign_team' } })).toBe('‘Toewijzen aan team’: zo’n team is er niet.')
})

test('why no reply may go is said in the words of the ticket’s page, and where those are not at hand in the server’s', async () => {
  const refusal = { code: 'may_not_reply', values: { why: 'chat_ended', instead: 'note' }, sentence: 'This chat has ended.' }
  expect(sayReason(refusal)).toBe('This chat has ended.')
  await bringWords('tickets')
  expect(sayReason(refusal)).toMatch(/^Deze chat .*notitie/)
})

test('each language of the screen has its own words for it', async () => {
  const { code, values, sentence } = reason('filter_too_wide')
  const said = new Set<string>()
  for (const language of screenLanguages) {
    await speak(language)
    said.add(reasonOf(error('UNPROCESSABLE', sentence, { refusal: code, values })))
  }
  await speak('nl')
  expect(said.size).toBe(4)
})

test('what has no code keeps the server’s own sentence, and what is gone or hidden is said in general', () => {
  expect(reasonOf(error('UNPROCESSABLE', 'Of a newer server.', { refusal: 'not_known_here', values: {} }))).toBe('Of a newer server.')
  expect(reasonOf(error('NOT_FOUND', 'There is no such ticket.'))).toBe('Het is er niet meer.')
  expect(reasonOf(new Error('plain'))).toBe('plain')
})
