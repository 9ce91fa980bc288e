import { expect, test } from 'vitest'
import { quietUntil } from './quiet.ts'

const night = { from: '22:00', until: '07:30' }
const ends = (at: string, quiet: { from: string; until: string } | null, zone: string) =>
  quietUntil(new Date(at), quiet, zone)?.toISOString()

test('quiet hours pass midnight, by the agent’s own clock', () => {
  expect(ends('2026-01-10T21:00:00Z', night, 'Europe/Amsterdam')).toBe('2026-01-11T06:30:00.000Z')
  expect(ends('2026-01-11T05:00:00Z', night, 'Europe/Amsterdam')).toBe('2026-01-11T06:30:00.000Z')
  expect(ends('2026-01-10T20:59:00Z', night, 'Europe/Amsterdam')).toBeUndefined()
  expect(ends('2026-01-10T21:00:00Z', night, 'UTC')).toBeUndefined()
})

test('they end by the clock on the wall also in the night in which it is moved', () => {
  expect(ends('2026-03-28T22:00:00Z', night, 'Europe/Amsterdam')).toBe('2026-03-29T05:30:00.000Z')
  expect(ends('2026-10-24T22:00:00Z', night, 'Europe/Amsterdam')).toBe('2026-10-25T06:30:00.000Z')
})

test('quiet hours within a day, all day, and none', () => {
  expect(ends('2026-01-10T12:00:00Z', { from: '11:00', until: '13:00' }, 'UTC')).toBe('2026-01-10T13:00:00.000Z')
  expect(ends('2026-01-10T13:00:00Z', { from: '11:00', until: '13:00' }, 'UTC')).toBeUndefined()
  expect(ends('2026-01-10T13:00:00Z', { from: '09:00', until: '09:00' }, 'UTC')).toBe('2026-01-11T09:00:00.000Z')
  expect(ends('2026-01-10T13:00:00Z', null, 'UTC')).toBeUndefined()
})
