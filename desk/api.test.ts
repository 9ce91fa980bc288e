// @vitest-environment happy-dom
import { ORPCError } from '@orpc/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reasonOf } from './api.ts'
import { screenLanguages, speak, startWords } from './i18n.ts'

beforeAll(() => startWords('en'))
afterAll(() => speak('en'))

test('a refusal that has words of its own is said in the language of the screen', async () => {
  const refusal = new ORPCError('UNPROCESSABLE', { status: 422, message: 'the server', data: { refusal: 'filter_too_wide' } })
  const said = new Set<string>()
  for (const language of screenLanguages) {
    await speak(language)
    said.add(reasonOf(refusal))
  }
  expect(said.size).toBe(4)
  expect(said).not.toContain('the server')
})

test('any other problem is said as the server said it', () => {
  expect(reasonOf(new ORPCError('UNPROCESSABLE', { status: 422, message: 'Say when.', data: { unfilled: ['order'] } }))).toBe('Say when.')
  expect(reasonOf(new Error('away'))).toBe('away')
})
