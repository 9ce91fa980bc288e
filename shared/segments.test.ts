import fc from 'fast-check'
import { expect, test } from 'vitest'
import { costOf, segmentsOf } from './segments.ts'

const counts = (text: string) => {
  const { encoding, count, left } = segmentsOf(text)
  return [encoding, count, left]
}

test('160 signs of GSM-7 are one segment, 161 are two of 153', () => {
  expect(counts('')).toEqual(['gsm7', 0, 160])
  expect(counts('a'.repeat(160))).toEqual(['gsm7', 1, 0])
  expect(counts('a'.repeat(161))).toEqual(['gsm7', 2, 145])
  expect(counts('a'.repeat(306))).toEqual(['gsm7', 2, 0])
  expect(counts('a'.repeat(307))).toEqual(['gsm7', 3, 152])
})

test('signs of the extension take two places, and none is cut in two', () => {
  expect(counts('€'.repeat(80))).toEqual(['gsm7', 1, 0])
  expect(counts(`a${'€'.repeat(80)}`)).toEqual(['gsm7', 2, 145])
  // 152 + 2 does not fit into 153: the euro begins the second segment, and the last place of the first stays empty.
  expect(counts(`${'a'.repeat(152)}€${'a'.repeat(151)}`)).toEqual(['gsm7', 2, 0])
})

test('one sign outside makes the whole text UCS-2: 70 units, or 67 each', () => {
  expect(counts(`${'a'.repeat(69)}ё`)).toEqual(['ucs2', 1, 0])
  expect(counts(`${'a'.repeat(70)}ё`)).toEqual(['ucs2', 2, 63])
  expect(segmentsOf('Tack så mycket – vi ses… „ja“')).toMatchObject({ encoding: 'ucs2', odd: ['–', '…', '„', '“'] })
})

test('an emoji of two units stays whole at the border of a segment', () => {
  expect(counts('📦'.repeat(35))).toEqual(['ucs2', 1, 0])
  expect(counts('📦'.repeat(36))).toEqual(['ucs2', 2, 61])
  expect(counts(`a${'📦'.repeat(66)}`)).toEqual(['ucs2', 2, 1])
})

test('texts in the languages of the shop go as GSM-7', () => {
  for (const text of ['Hej! Ditt paket är på väg. Ångra köp?', '¿Qué pasa? ¡Año nuevo! £5', 'Où est ma commande à Évry ?'])
    expect(segmentsOf(text).encoding, text).toBe('gsm7')
  // Letters with an acute that GSM-7 lacks: á í ó ú, and ç in small.
  expect(segmentsOf('Mañana estará aquí').odd).toEqual(['á', 'í'])
})

test('a text of n segments never takes fewer than its places ask for, and one more sign never takes fewer segments', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', 'é', '€', 'ё', '📦', ' ', '\n'), maxLength: 400 }), (text) => {
      const { encoding, used, count, left } = segmentsOf(text)
      const part = encoding === 'gsm7' ? 153 : 67
      expect(count).toBeGreaterThanOrEqual(count > 1 ? Math.ceil(used / part) : 0)
      expect(left).toBeGreaterThanOrEqual(0)
      expect(segmentsOf(`${text}a`).count).toBeGreaterThanOrEqual(count)
    }),
  )
})

test('a text costs its segments, long links counting as the short ones they become', () => {
  const long = `See https://nordvik.example/${'a'.repeat(200)}`
  expect(costOf(long, { segmentPrice: 0.05, linkLength: null })).toBeCloseTo(0.1)
  expect(costOf(long, { segmentPrice: 0.05, linkLength: 40 })).toBeCloseTo(0.05)
  expect(costOf(long, { segmentPrice: null, linkLength: 40 })).toBeUndefined()
})
