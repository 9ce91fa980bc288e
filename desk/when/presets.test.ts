import fc from 'fast-check'
import { expect, test } from 'vitest'
import { presetsAt } from './presets.ts'
import { momentOfText, wallAt, wallText } from './zone.ts'

const timeZone = 'Europe/Amsterdam'
const presets = (wall: string) => {
  const now = momentOfText(wall, timeZone)
  if (!now) throw new Error(wall)
  return Object.fromEntries(presetsAt(now, timeZone).map(({ key, until }) => [key, wallText(until, timeZone)]))
}

test('on a Wednesday morning everything is on offer', () => {
  expect(presets('2031-05-07T10:15')).toEqual({
    hour: '2031-05-07T11:15',
    today: '2031-05-07T13:00',
    tonight: '2031-05-07T19:00',
    tomorrow: '2031-05-08T09:00',
    threeDays: '2031-05-10T09:00',
    monday: '2031-05-12T09:00',
    week: '2031-05-14T09:00',
    month: '2031-06-07T09:00',
  })
})

test('late on a Sunday neither today nor a Monday beside tomorrow is offered', () => {
  expect(Object.keys(presets('2031-05-11T21:00'))).toEqual(['hour', 'tomorrow', 'threeDays', 'week', 'month'])
})

test('on a Monday, Monday is the next one', () => {
  expect(presets('2031-05-12T08:00').monday).toBe('2031-05-19T09:00')
})

test('whenever and wherever one asks, every time lies ahead, is another one, and a morning is at nine', () => {
  const zones = fc.constantFrom('Europe/Amsterdam', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC')
  const minutes = fc.integer({ min: 0, max: 4 * 366 * 24 * 60 })
  fc.assert(
    fc.property(minutes, zones, (minute, zone) => {
      const now = new Date(Date.UTC(2026, 0, 1) + minute * 60_000)
      const all = presetsAt(now, zone)
      expect(new Set(all.map(({ until }) => until.getTime())).size).toBe(all.length)
      for (const { key, until } of all) {
        expect(until.getTime()).toBeGreaterThan(now.getTime())
        if (!['hour', 'today', 'tonight'].includes(key))
          expect(wallAt(until, zone).toPlainTime().toString({ smallestUnit: 'minute' })).toBe('09:00')
      }
    }),
    { numRuns: 2000 },
  )
})
