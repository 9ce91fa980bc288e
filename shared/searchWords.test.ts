import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hitsIn, piecesOf } from './searchMarks.ts'
import { wantedOf, wordsOf } from './searchWords.ts'

const found = (text: string, question: string) => hitsIn(text, wantedOf(question)).map(({ start, end }) => text.slice(start, end))

test('case, accents and dress do not matter', () => {
  expect(found('Die GRÖSSE passt nicht', 'größe')).toEqual(['GRÖSSE'])
  expect(found('Le colis est arrivé à Orléans', 'arrive orleans')).toEqual(['arrivé', 'Orléans'])
  expect(found('Order １２３４ by Søren', '1234 soren')).toEqual(['１２３４', 'Søren'])
})

test('an umlaut is found in either spelling', () => {
  expect(found('Frau Müller', 'mueller')).toEqual(['Müller'])
  expect(found('Frau Mueller', 'müller')).toEqual(['Mueller'])
})

test('a word of four letters is found as the beginning of a longer one, a shorter one and a number only as they are', () => {
  expect(found('Paketdienst, Pakete', 'paket')).toEqual(['Paketdienst', 'Pakete'])
  expect(found('card care car', 'car')).toEqual(['car'])
  expect(found('card care car', 'car*')).toEqual(['card', 'care', 'car'])
  expect(found('#20391 and #203911', '20391')).toEqual(['20391'])
})

test('words in quotes stand in a row, exactly so', () => {
  expect(found('Where is my parcel? My parcel is where?', '"my parcel is"')).toEqual(['My parcel is'])
  expect(found('two parcels', '"two parcel"')).toEqual([])
  expect(found('Order WL-20391 came', 'WL-20391')).toEqual(['WL-20391'])
})

test('any part of a sentence is found in scripts without spaces', () => {
  expect(found('我想申请退款谢谢', '退款')).toEqual(['退款'])
  expect(found('我想申请退款谢谢', '申请退')).toEqual(['申请退'])
  expect(found('我想申请退款谢谢', '款')).toEqual(['款谢'])
  expect(found('注文した商品がまだ届きません', '商品がまだ')).toEqual(['商品がまだ'])
  expect(found('ฉันต้องการคืนสินค้า', 'คืนสินค้า')).toEqual(['คืนสินค้า'])
  expect(found('新しいiPhoneケース', 'iphoneケース')).toEqual(['iPhoneケース'])
  expect(found('我想申请退款', '退货')).toEqual([])
})

test('what holds no word asks for nothing', () => {
  for (const question of ['', '""', '!?', '*', '“ ”']) expect(wantedOf(question)).toEqual([])
})

test('every word of a text stands where it says, and any text finds itself as a phrase', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      const words = wordsOf(text)
      for (const { start, end } of words) expect(end).toBeGreaterThan(start)
      const phrase = text.replaceAll(/["“”„«»]/g, ' ')
      if (wordsOf(phrase).length > 0) expect(hitsIn(phrase, wantedOf(`"${phrase}"`)).length).toBeGreaterThan(0)
      const hits = hitsIn(text, wantedOf(text))
      expect(
        piecesOf(text, hits)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text)
    }),
  )
})

test('a long text is cut into words in good time', () => {
  const begun = process.cpuUsage()
  wordsOf('Wo ist mein Paket? 我想申请退款。'.repeat(10_000))
  const { user, system } = process.cpuUsage(begun)
  expect((user + system) / 1000).toBeLessThan(2000)
})
