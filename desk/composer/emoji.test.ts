import { expect, test } from 'vitest'
import { findEmoji, loadEmoji } from './emoji.ts'

test('emoji are found by their short name and in the language of the screen', async () => {
  expect(findEmoji(await loadEmoji('en'), 'tada', 5)[0]?.sign).toBe('🎉')
  expect(findEmoji(await loadEmoji('sv'), 'hjärta', 30).map(({ sign }) => sign)).toContain('❤️')
  expect(findEmoji(await loadEmoji('nl'), 'hond', 5).map(({ sign }) => sign)).toContain('🐶')
  expect(findEmoji(await loadEmoji('es'), 'smile', 5)).not.toEqual([])
})

test('what nobody is called finds nothing', async () => {
  expect(findEmoji(await loadEmoji('en'), 'qqqq', 5)).toEqual([])
})
