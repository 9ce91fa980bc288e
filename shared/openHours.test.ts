import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Hours } from './hours.ts'
import { businessMinutesBetween, isOpen, nextClosing, nextOpening } from './openHours.ts'

const office = [{ from: '09:00', until: '17:30' }]
const hoursOf = (fields: Partial<Hours> = {}): Hours => ({
  timeZone: 'Europe/Amsterdam',
  week: [office, office, office, office, office, [], []],
  holidays: [],
  ...fields,
})
const at = (text: string) => new Date(text)

describe('business hours', () => {
  const hours = hoursOf()
  test('open from the first minute to before the last, by the wall clock', () => {
    expect(isOpen(hours, at('2026-01-05T08:00:00Z'))).toBe(true)
    expect(isOpen(hours, at('2026-01-05T07:59:59Z'))).toBe(false)
    expect(isOpen(hours, at('2026-01-05T16:29:59Z'))).toBe(true)
    expect(isOpen(hours, at('2026-01-05T16:30:00Z'))).toBe(false)
    expect(isOpen(hours, at('2026-07-06T07:00:00Z'))).toBe(true)
  })
  test('the weekend ends on Monday', () => {
    expect(nextOpening(hours, at('2026-01-09T18:00:00Z'))?.toISOString()).toBe('2026-01-12T08:00:00.000Z')
    expect(nextClosing(hours, at('2026-01-12T08:00:00Z'))?.toISOString()).toBe('2026-01-12T16:30:00.000Z')
    expect(nextClosing(hours, at('2026-01-10T08:00:00Z'))).toBeUndefined()
  })
  test('a range past midnight belongs to the day on which it began', () => {
    const late = hoursOf({ week: [[{ from: '18:00', until: '02:00' }], [], [], [], [], [], []] })
    expect(isOpen(late, at('2026-01-06T00:30:00Z'))).toBe(true)
    expect(isOpen(late, at('2026-01-06T01:00:00Z'))).toBe(false)
    expect(isOpen(late, at('2026-01-05T00:30:00Z'))).toBe(false)
    expect(businessMinutesBetween(late, at('2026-01-05T00:00:00Z'), at('2026-01-12T00:00:00Z'))).toBe(480)
  })
  test('several ranges a day, touching and overlapping ones, count each minute once', () => {
    const broken = hoursOf({
      week: [
        [
          { from: '09:00', until: '12:00' },
          { from: '12:00', until: '13:00' },
          { from: '12:30', until: '14:00' },
        ],
        [],
        [],
        [],
        [],
        [],
        [],
      ],
    })
    expect(businessMinutesBetween(broken, at('2026-01-05T00:00:00Z'), at('2026-01-06T00:00:00Z'))).toBe(300)
    expect(nextClosing(broken, at('2026-01-05T09:00:00Z'))?.toISOString()).toBe('2026-01-05T13:00:00.000Z')
  })
  test('holidays close, every year or once, or have hours of their own', () => {
    const feast = hoursOf({
      holidays: [
        { date: '2025-12-25', name: 'Christmas', isYearly: true, ranges: [] },
        { date: '2026-12-24', name: 'Christmas Eve', isYearly: false, ranges: [{ from: '09:00', until: '12:00' }] },
      ],
    })
    expect(nextOpening(feast, at('2026-12-24T12:00:00Z'))?.toISOString()).toBe('2026-12-28T08:00:00.000Z')
    expect(isOpen(feast, at('2027-12-24T13:00:00Z'))).toBe(true)
  })
  test('who is never open, and who always is', () => {
    const never = hoursOf({ week: Array(7).fill([]) })
    expect(nextOpening(never, at('2026-01-05T08:00:00Z'))).toBeUndefined()
    const always = hoursOf({ week: Array(7).fill([{ from: '00:00', until: '00:00' }]) })
    expect(nextOpening(always, at('2026-01-05T08:00:00Z'))).toEqual(at('2026-01-05T08:00:00Z'))
    expect(nextClosing(always, at('2026-01-05T08:00:00Z'))).toBeUndefined()
    expect(businessMinutesBetween(always, at('2026-03-28T23:00:00Z'), at('2026-03-29T22:00:00Z'))).toBe(23 * 60)
  })
  test('in the night in which clocks are moved a shift is an hour shorter or longer', () => {
    const night = hoursOf({ week: Array(7).fill([{ from: '22:00', until: '06:00' }]) })
    const shift = (date: string, next: string) => businessMinutesBetween(night, at(`${date}T12:00:00Z`), at(`${next}T12:00:00Z`))
    expect([shift('2026-03-27', '2026-03-28'), shift('2026-03-28', '2026-03-29'), shift('2026-10-24', '2026-10-25')]).toEqual([
      480, 420, 540,
    ])
  })
})

const clock = fc
  .integer({ min: 0, max: 95 })
  .map((quarter) => `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`)
const range = fc.record({ from: clock, until: clock })
const anyHours: fc.Arbitrary<Hours> = fc.record({
  timeZone: fc.constantFrom('Europe/Amsterdam', 'America/New_York', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Asia/Kolkata', 'UTC'),
  week: fc.array(fc.array(range, { maxLength: 3 }), { minLength: 7, maxLength: 7 }),
  holidays: fc.array(
    fc.record({
      date: fc.integer({ min: 0, max: 364 }).map((days) => new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10)),
      name: fc.constant('a day'),
      isYearly: fc.boolean(),
      ranges: fc.array(range, { maxLength: 2 }),
    }),
    { maxLength: 3 },
  ),
})
// Around the days on which one of these zones moves its clocks, and any other.
const moment = fc
  .tuple(
    fc.constantFrom('2026-03-08', '2026-03-29', '2026-04-05', '2026-10-04', '2026-10-25', '2026-11-01', '2026-07-15'),
    fc.integer({ min: -72 * 60, max: 72 * 60 }),
  )
  .map(([day, minutes]) => new Date(Date.parse(`${day}T00:00:00Z`) + minutes * 60_000))

describe('whatever the hours, also while clocks are moved', () => {
  test('it is open at its next opening, and closed until then', () => {
    fc.assert(
      fc.property(anyHours, moment, (hours, now) => {
        const next = nextOpening(hours, now)
        if (!next) return
        expect(isOpen(hours, next)).toBe(true)
        expect(next >= now).toBe(true)
        if (next > now) {
          expect(isOpen(hours, now)).toBe(false)
          expect(isOpen(hours, new Date(next.getTime() - 1))).toBe(false)
          expect(businessMinutesBetween(hours, now, next)).toBe(0)
        }
      }),
      { numRuns: 150 },
    )
  })
  test('it closes when it says, and is open until then', () => {
    fc.assert(
      fc.property(anyHours, moment, (hours, now) => {
        const closes = nextClosing(hours, now)
        if (!closes) return
        expect(isOpen(hours, new Date(closes.getTime() - 1))).toBe(true)
        expect(isOpen(hours, closes)).toBe(false)
        expect(businessMinutesBetween(hours, now, closes)).toBe((closes.getTime() - now.getTime()) / 60_000)
      }),
      { numRuns: 150 },
    )
  })
  test('minutes add up, are never more than passed, and are those that a count minute by minute finds', () => {
    fc.assert(
      fc.property(anyHours, moment, fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 }), (hours, a, first, second) => {
        const b = new Date(a.getTime() + first * 60_000)
        const c = new Date(b.getTime() + second * 60_000)
        const whole = businessMinutesBetween(hours, a, c)
        expect(businessMinutesBetween(hours, a, b) + businessMinutesBetween(hours, b, c)).toBe(whole)
        expect(businessMinutesBetween(hours, c, a)).toBe(0 - whole)
        let counted = 0
        for (let minute = a.getTime(); minute < c.getTime(); minute += 60_000) if (isOpen(hours, new Date(minute))) counted++
        expect(whole).toBe(counted)
      }),
      { numRuns: 25 },
    )
  })
})
