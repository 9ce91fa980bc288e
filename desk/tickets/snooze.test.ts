import { expect, test } from 'vitest'
import { localInput, snoozePresets } from './snooze.ts'

const presets = (now: Date) => Object.fromEntries(snoozePresets(now).map(({ key, until }) => [key, localInput(until)]))

test('on a Wednesday morning there are an hour, the evening, tomorrow and Monday', () => {
  expect(presets(new Date(2031, 4, 7, 10, 15))).toEqual({
    hour: '2031-05-07T11:15',
    evening: '2031-05-07T18:00',
    tomorrow: '2031-05-08T09:00',
    monday: '2031-05-12T09:00',
  })
})

test('late on a Sunday neither this evening nor a Monday beside tomorrow is offered', () => {
  expect(presets(new Date(2031, 4, 11, 21, 0))).toEqual({ hour: '2031-05-11T22:00', tomorrow: '2031-05-12T09:00' })
})

test('on a Monday, Monday is the next one', () => {
  expect(presets(new Date(2031, 4, 12, 8, 0)).monday).toBe('2031-05-19T09:00')
})

test('every time on offer lies in the future, on every hour of a month', () => {
  for (let hour = 0; hour < 24 * 31; hour++) {
    const now = new Date(2031, 2, 15, hour, 30)
    for (const { until } of snoozePresets(now)) expect(until.getTime()).toBeGreaterThan(now.getTime())
  }
})
