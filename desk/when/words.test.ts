import { describe, expect, test } from 'vitest'
import type { ScreenLanguage } from '../../shared/words.ts'
import { readWhen } from './words.ts'
import { wallText } from './zone.ts'

const timeZone = 'Europe/Amsterdam'
/** A Saturday evening, 23:00 there. */
const now = new Date('2026-11-21T22:00:00Z')
const read = (phrase: string, language: ScreenLanguage, at = now, zone = timeZone) => {
  const when = readWhen(phrase, { now: at, timeZone: zone, language })
  return when ? wallText(when, zone) : undefined
}

const said: Record<ScreenLanguage, Record<string, string>> = {
  en: {
    'friday 14:30': '2026-11-27T14:30',
    'in 2 hours': '2026-11-22T01:00',
    'in half an hour': '2026-11-21T23:30',
    'tomorrow 9am': '2026-11-22T09:00',
    'tomorrow at 4': '2026-11-22T04:00',
    'tomorrow morning': '2026-11-22T09:00',
    'tomorrow evening': '2026-11-22T19:00',
    monday: '2026-11-23T09:00',
    'monday 9': '2026-11-23T09:00',
    'on Monday at 16': '2026-11-23T16:00',
    'next friday at noon': '2026-11-27T12:00',
    'next week': '2026-11-28T09:00',
    'in 3 days': '2026-11-24T09:00',
    'in 3 days at 8:15': '2026-11-24T08:15',
    'the day after tomorrow': '2026-11-23T09:00',
    '5pm': '2026-11-22T17:00',
    '14:30': '2026-11-22T14:30',
    '25 dec': '2026-12-25T09:00',
    'dec 25 at 8:00': '2026-12-25T08:00',
    '2027-01-05 10:00': '2027-01-05T10:00',
    '5/12': '2026-12-05T09:00',
    'next month': '2026-12-21T09:00',
  },
  nl: {
    'morgen 9 uur': '2026-11-22T09:00',
    'morgen om half 3': '2026-11-22T02:30',
    morgenochtend: '2026-11-22T09:00',
    overmorgen: '2026-11-23T09:00',
    'overmorgen om 15:00': '2026-11-23T15:00',
    'vrijdag 14:30': '2026-11-27T14:30',
    "vrijdag om half 3 's middags": '2026-11-27T14:30',
    'over 2 uur': '2026-11-22T01:00',
    'over een uur': '2026-11-22T00:00',
    'over een half uur': '2026-11-21T23:30',
    'over drie dagen': '2026-11-24T09:00',
    'over 3 dagen om 8 uur': '2026-11-24T08:00',
    'volgende week': '2026-11-28T09:00',
    'volgende maandag': '2026-11-23T09:00',
    maandag: '2026-11-23T09:00',
    '25 december': '2026-12-25T09:00',
    '25 december om 9 uur': '2026-12-25T09:00',
    "8 uur 's avonds": '2026-11-22T20:00',
    'volgende maand': '2026-12-21T09:00',
  },
  es: {
    'mañana a las 9': '2026-11-22T09:00',
    'mañana a las 9 de la noche': '2026-11-22T21:00',
    'mañana por la mañana': '2026-11-22T09:00',
    'pasado mañana': '2026-11-23T09:00',
    'pasado mañana a las 10:30': '2026-11-23T10:30',
    'el viernes a las 14:30': '2026-11-27T14:30',
    'viernes 14:30': '2026-11-27T14:30',
    'el lunes': '2026-11-23T09:00',
    'el próximo lunes': '2026-11-23T09:00',
    'en 2 horas': '2026-11-22T01:00',
    'dentro de una hora': '2026-11-22T00:00',
    'en media hora': '2026-11-21T23:30',
    'dentro de tres días': '2026-11-24T09:00',
    'la próxima semana': '2026-11-28T09:00',
    'la semana que viene': '2026-11-28T09:00',
    'el mes que viene': '2026-12-21T09:00',
    '25 de diciembre': '2026-12-25T09:00',
    'a las 14:30': '2026-11-22T14:30',
    'mañana a las 9 y media': '2026-11-22T09:30',
    'en dos semanas': '2026-12-05T09:00',
  },
  sv: {
    'imorgon kl 9': '2026-11-22T09:00',
    'i morgon 9': '2026-11-22T09:00',
    'i morgon bitti': '2026-11-22T09:00',
    'i övermorgon': '2026-11-23T09:00',
    'fredag 14:30': '2026-11-27T14:30',
    'på fredag kl 14': '2026-11-27T14:00',
    'fredag kl. 14.30': '2026-11-27T14:30',
    'om 2 timmar': '2026-11-22T01:00',
    'om en timme': '2026-11-22T00:00',
    'om en halvtimme': '2026-11-21T23:30',
    'om tre dagar': '2026-11-24T09:00',
    'nästa vecka': '2026-11-28T09:00',
    'nästa måndag': '2026-11-23T09:00',
    'på måndag': '2026-11-23T09:00',
    '25 december': '2026-12-25T09:00',
    'kl 14:30': '2026-11-22T14:30',
    'imorgon halv 3': '2026-11-22T02:30',
    'om två veckor': '2026-12-05T09:00',
  },
}

describe.each(Object.keys(said) as ScreenLanguage[])('what is said in %s', (language) => {
  test.each(Object.entries(said[language]))('%s', (phrase, expected) => {
    expect(read(phrase, language)).toBe(expected)
  })
})

test('half a phrase does not count as the whole', () => {
  for (const phrase of ['', 'soon', 'monday when he is back', '14:30 friday tuesday', '31 february', 'tomorrow or monday', 'asdf'])
    expect(read(phrase, 'en'), phrase).toBeUndefined()
  expect(read('mañana si puede', 'es')).toBeUndefined()
  expect(read('morgen misschien', 'nl')).toBeUndefined()
})

test('whoever works in another language may write English', () => {
  for (const language of ['nl', 'es', 'sv'] as const) expect(read('tomorrow 9:00', language)).toBe('2026-11-22T09:00')
})

test('a time that daylight saving leaves out is as much later; of one that comes twice the first counts', () => {
  // In Amsterdam the clocks go from 2:00 to 3:00 on 28 March 2027, and from 3:00 to 2:00 on 31 October 2027.
  const spring = new Date('2027-03-27T12:00:00Z')
  expect(readWhen('tomorrow 2:30', { now: spring, timeZone, language: 'en' })).toEqual(new Date('2027-03-28T01:30:00Z'))
  const autumn = new Date('2027-10-30T12:00:00Z')
  expect(readWhen('tomorrow 2:30', { now: autumn, timeZone, language: 'en' })).toEqual(new Date('2027-10-31T00:30:00Z'))
  expect(readWhen('tomorrow 9:00', { now: spring, timeZone, language: 'en' })).toEqual(new Date('2027-03-28T07:00:00Z'))
  // Two hours are two hours, whatever the clock does meanwhile.
  expect(readWhen('in 2 hours', { now: new Date('2027-03-28T00:30:00Z'), timeZone, language: 'en' })).toEqual(
    new Date('2027-03-28T02:30:00Z'),
  )
})

test('the agent’s time zone decides, and not the one in which this runs', () => {
  const asked = new Date('2026-11-21T10:00:00Z')
  const nine = {
    'Pacific/Auckland': '2026-11-21T20:00:00Z',
    'America/Los_Angeles': '2026-11-22T17:00:00Z',
    'Asia/Kolkata': '2026-11-22T03:30:00Z',
  }
  for (const [zone, expected] of Object.entries(nine))
    expect(readWhen('tomorrow 9:00', { now: asked, timeZone: zone, language: 'en' }), zone).toEqual(new Date(expected))
})
