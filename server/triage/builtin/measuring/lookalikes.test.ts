import { expect, it } from 'vitest'
import { ownMessages } from '../training/own.ts'
import { lookAlikes } from './lookalikes.ts'

const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')

it('is never learned from', () => {
  const learned = new Set(ownMessages().map(({ text }) => plain(text)))
  expect(lookAlikes().filter(({ text }) => learned.has(plain(text)))).toEqual([])
})

it('has as many calm ones and alarms in every language', () => {
  const rows = lookAlikes()
  for (const language of ['en', 'nl', 'es', 'sv', 'de', 'fr', 'it', 'pt']) {
    const own = rows.filter((row) => row.language === language)
    expect(own.filter(({ urgent }) => urgent)).toHaveLength(10)
    expect(own.filter(({ urgent }) => !urgent)).toHaveLength(20)
  }
})
