import { expect, test } from 'vitest'
import { tagKey } from './tagKey.ts'

test('a tag’s key is its name in small letters, digits and dashes', () => {
  expect(tagKey('Size & fit')).toBe('size-fit')
  expect(tagKey(' Återköp! ')).toBe('återköp')
  expect(tagKey('返品 OK')).toBe('返品-ok')
  expect(tagKey('—')).toBe('')
  expect(tagKey(`${'a'.repeat(59)} b`)).toBe('a'.repeat(59))
})
