import { expect, test } from 'vitest'
import { tagLines } from './tagLines.ts'

const names = (text: string) => tagLines(text).tags.map(({ name }) => name)

test('a line is a tag, and empty lines are none', () => {
  expect(names('Late\r\n\r\n  Size & fit \nÅterköp')).toEqual(['Late', 'Size & fit', 'Återköp'])
  expect(names(' \n ')).toEqual([])
})

test('a second cell is the description; one line of many is a list', () => {
  expect(tagLines('Late,It has not arrived\nRefund;no').tags).toEqual([
    { name: 'Late', description: 'It has not arrived' },
    { name: 'Refund;no', description: '' },
  ])
  expect(names('Late, Refund, Size')).toEqual(['Late', 'Refund', 'Size'])
})

test('CSV is read by its headings, with quotes, and says what it passes over', () => {
  expect(tagLines('\uFEFFColour;Naam;Omschrijving\nred;"Late; again";"Says ""where"",\nand when"\n;Refund;')).toEqual({
    tags: [
      { name: 'Late; again', description: 'Says "where",\nand when' },
      { name: 'Refund', description: '' },
    ],
    passedOver: ['Colour'],
  })
})
