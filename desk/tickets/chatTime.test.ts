// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { chatTime, pageName, safeUrl } from './chatTime.ts'

test('a wait is read by the second, and from an hour on as anywhere else', () => {
  expect(chatTime(7400)).toBe('0:07')
  expect(chatTime(192_000)).toBe('3:12')
  expect(chatTime(-500)).toBe('0:00')
  expect(chatTime(2 * 3_600_000)).toBe('2 hr')
})

test('a page is named by its place, whatever is written into its address', () => {
  expect(pageName('https://shop.example/produkter/r%C3%B6d-jacka/')).toBe('shop.example/produkter/röd-jacka')
  expect(pageName('https://shop.example/%E2%80%AEmoc')).toBe('shop.example/%E2%80%AEmoc')
  expect(pageName('https://shop.example/%E0%A4%A')).toBe('shop.example/%E0%A4%A')
})

test('only pages of the web can be opened', () => {
  expect(safeUrl('https://shop.example/a')).toBe('https://shop.example/a')
  expect(safeUrl('javascript:alert(1)')).toBeUndefined()
  expect(safeUrl('no address')).toBeUndefined()
})
