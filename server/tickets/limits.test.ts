import { expect, test } from 'vitest'
import { overstepOf } from '../../shared/limits.ts'
import type { Limits } from '../../shared/messages.ts'
import { channels } from '../channels/list.ts'

const limits = new Map(channels.flatMap(({ key, limits: its }) => (its ? [[key, its] as const] : [])))
const of = (key: 'sms' | 'whatsapp' | 'instagram'): Limits => {
  const its = limits.get(key)
  if (!its) throw new Error(`${key} has no limits`)
  return its
}
const megabyte = 1024 * 1024
const file = (mimeType: string, size = 1000) => ({ name: 'it', mimeType, size })
const codeOf = (key: 'sms' | 'whatsapp' | 'instagram', text: string, ...files: ReturnType<typeof file>[]) =>
  overstepOf(of(key), { text, files })?.code

test('a text is counted as its channel counts: Instagram in bytes', () => {
  expect(overstepOf(of('instagram'), { text: 'é'.repeat(501), files: [] })).toEqual({
    code: 'text_too_many_bytes',
    values: { most: 1000, count: 1002 },
  })
  expect(codeOf('instagram', 'é'.repeat(500))).toBeUndefined()
  expect(codeOf('whatsapp', 'é'.repeat(4096))).toBeUndefined()
  expect(codeOf('whatsapp', 'é'.repeat(4097))).toBe('text_too_long')
  expect(codeOf('sms', 'x'.repeat(1601))).toBe('text_too_long')
})

test('a text beside a file is shorter, or there is none', () => {
  expect(codeOf('whatsapp', 'x'.repeat(1025), file('image/png'))).toBe('text_too_long')
  expect(codeOf('whatsapp', 'listen', file('audio/ogg; codecs=opus'))).toBe('file_without_text')
  expect(codeOf('instagram', 'look', file('image/png'))).toBe('file_without_text')
  expect(codeOf('instagram', '', file('image/png'))).toBeUndefined()
})

test('kinds, sizes and how many files are asked where the channel does not take all', () => {
  expect(codeOf('instagram', '', file('application/zip'))).toBe('file_kind')
  expect(codeOf('instagram', '', file('image/png', 9 * megabyte))).toBe('file_too_large')
  expect(codeOf('instagram', '', file('image/png'), file('image/png'))).toBe('files_too_many')
  expect(codeOf('whatsapp', 'the terms', file('application/zip'))).toBeUndefined()
  // Too large to be listened to there, it goes as a document, which has a text.
  expect(codeOf('whatsapp', 'listen', file('audio/ogg', 17 * megabyte))).toBeUndefined()
})
