// @vitest-environment happy-dom
import { beforeAll, expect, test } from 'vitest'
import { speak, startWords } from './i18n.ts'
import { amount, clockTime, money, span } from './time.ts'

beforeAll(() => startWords('en'))
const minute = 60_000

test('how long somebody waits is said in one short unit', async () => {
  await speak('en')
  expect([0, 4 * minute, 59 * minute, 60 * minute, 25 * 60 * minute].map(span)).toEqual(['1 min', '4 min', '59 min', '1 hr', '1 day'])
  await speak('sv')
  expect(span(3 * 60 * minute)).toBe('3 tim')
})

test('times, numbers and money follow the language of the screen', async () => {
  await speak('nl')
  expect(clockTime('2026-01-05T14:28:00Z', 'Europe/Amsterdam')).toBe('15:28')
  expect(money(842.5, 'EUR').replace(/\s/g, ' ')).toBe('€ 842,50')
  await speak('es')
  expect(amount(12_345)).toBe('12.345')
})
